package card

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pingyi/voting"
)

// Face is what is printed on one card. Token is a secret: who has it can vote.
type Face struct {
	Label      string // "0231", or "0231-2" for the second print
	Category   string
	Recused    string                  // the department whose units have no row; mostly empty
	Holder     voting.RepresentativeID // whose card it is, in open sessions only
	Name       string                  // of the holder
	Generation int
	Token      string
}

// Faces lists the cards that are in force, in the order of their numbers. Names
// appear in open sessions only: in a secret one nobody knows who gets a card.
func (x *Index) Faces(session voting.Session) []Face {
	names := session.Names()
	mac := x.deck.mac()
	var faces []Face
	for _, p := range x.All() {
		if p.Void || int(p.Category) >= len(session.Rulebook.Categories) {
			continue
		}
		faces = append(faces, Face{
			Label: p.Label(), Category: session.Rulebook.Categories[p.Category].Label, Recused: string(p.Recused),
			Holder: p.Holder, Name: names[p.Holder], Generation: p.Generation, Token: mac.token(p.Number, p.Generation),
		})
	}
	return faces
}

// CSV lists what was issued without any token: number, category, recused
// department, print, and in an open session whom to hand each card to. It is UTF-8 with a byte order mark, as spreadsheet programs
// want it, and no cell can be taken for a formula.
func CSV(faces []Face) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{{"证号", "代表类别", "回避部门", "印次"}}
	for _, f := range faces {
		rows = append(rows, []string{Harmless(f.Label), Harmless(f.Category), Harmless(f.Recused), strconv.Itoa(f.Generation)})
	}
	if slices.ContainsFunc(faces, func(f Face) bool { return f.Holder != "" }) {
		rows[0] = append(rows[0], "姓名", "代表证号")
		for i, f := range faces {
			rows[i+1] = append(rows[i+1], Harmless(f.Name), Harmless(string(f.Holder)))
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write list of cards: %w", err)
	}
	return b.Bytes(), nil
}

// Harmless puts an apostrophe before a cell that a spreadsheet program would
// calculate.
func Harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
		return "'" + cell
	}
	return cell
}
