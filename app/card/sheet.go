package card

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the sheet's page and style
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"strings"
	"unicode/utf8"
)

// BatchSize is how many cards one print sheet holds: fifty pages, which every
// browser prints without trouble.
const BatchSize = 500

// onPage is how many cards of 90 by 54 mm a page of A4 takes: two by five.
const onPage = 10

// ErrNoBatch is returned for a batch that does not exist.
var ErrNoBatch = errors.New("no such batch of cards")

// SheetData is what a print sheet is made of.
type SheetData struct {
	Title     string // of the session
	Rehearsal bool
	BaseURL   string // of the server, as representatives reach it
	Faces     []Face // all cards to print; Faces of an Index, or some of them
	Batch     int    // which batch of BatchSize cards, from 1
}

// Batches is how many sheets a number of cards needs.
func Batches(cards int) int { return (cards + BatchSize - 1) / BatchSize }

//go:embed sheet.html
var sheetHTML string

//go:embed sheet.css
var sheetCSS string

var sheetPage = template.Must(template.New("sheet").Parse(sheetHTML))

// SheetCSP is the content security policy under which a sheet is served: it
// runs nothing, fetches nothing, and has one inlined style.
func SheetCSP() string {
	sum := sha256.Sum256([]byte(sheetCSS))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

// Sheet lays one batch of cards out as an HTML page to be printed on A4. Each
// category begins on a new page, so that cards are boxed by category. It holds
// the tokens of all its cards: serve it with SheetCSP and no-store. It fails
// with ErrAddress or ErrDense for an address that makes no good QR code.
func Sheet(data SheetData) ([]byte, error) {
	if data.Batch < 1 || data.Batch > Batches(len(data.Faces)) {
		return nil, fmt.Errorf("print cards: batch %d: %w", data.Batch, ErrNoBatch)
	}
	address, err := Link(data.BaseURL, "")
	if err != nil {
		return nil, fmt.Errorf("print cards: %w", err)
	}
	first := (data.Batch - 1) * BatchSize
	faces := data.Faces[first:min(first+BatchSize, len(data.Faces))]
	view := sheetView{
		Style: template.CSS(sheetCSS), Title: data.Title, LongTitle: utf8.RuneCountInString(data.Title) > 20, Rehearsal: data.Rehearsal,
		Address: readable(address), Batch: data.Batch, Batches: Batches(len(data.Faces)),
		First: faces[0].Label, Last: faces[len(faces)-1].Label,
	}
	if err := view.lay(faces, data.BaseURL); err != nil {
		return nil, fmt.Errorf("print cards: %w", err)
	}
	var page bytes.Buffer
	if err := sheetPage.Execute(&page, view); err != nil {
		return nil, fmt.Errorf("print cards: %w", err)
	}
	return page.Bytes(), nil
}

type sheetView struct {
	Style          template.CSS
	Title          string
	LongTitle      bool
	Rehearsal      bool
	Address        string
	Batch, Batches int
	First, Last    string
	Pages          []pageView
}

type pageView struct {
	Number, Of int
	Category   string
	Cards      []cardView
}

type cardView struct {
	Face
	LongCategory bool
	Dense        bool // there is more to say than usual
	Code         []string
	QR           template.HTML
}

// lay spreads the faces over pages.
func (v *sheetView) lay(faces []Face, base string) error {
	for _, face := range faces {
		last := len(v.Pages) - 1
		if last < 0 || len(v.Pages[last].Cards) == onPage || v.Pages[last].Category != face.Category {
			v.Pages = append(v.Pages, pageView{Category: face.Category})
			last++
		}
		link, err := Link(base, face.Token)
		if err != nil {
			return err
		}
		code, err := Encode(link)
		if err != nil {
			return err
		}
		picture, err := code.printed()
		if err != nil {
			return err
		}
		long := utf8.RuneCountInString(face.Category) > 10
		v.Pages[last].Cards = append(v.Pages[last].Cards, cardView{
			Face: face, LongCategory: long, Dense: long || face.Name != "" || utf8.RuneCountInString(face.Recused) > 10,
			Code: strings.Split(Grouped(face.Token), "-"), QR: template.HTML(picture),
		})
	}
	for i := range v.Pages {
		v.Pages[i].Number, v.Pages[i].Of = i+1, len(v.Pages)
	}
	return nil
}

// readable is an address as people type it: host in small letters, and no
// scheme where a browser finds it by itself.
func readable(link string) string {
	return strings.TrimPrefix(strings.ToLower(link), "https://")
}
