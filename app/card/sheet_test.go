package card

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pingyi/voting"
)

func sheetOf(t testing.TB, data SheetData) string {
	t.Helper()
	page, err := Sheet(data)
	if err != nil {
		t.Fatalf("print cards: %v", err)
	}
	return string(page)
}

func dataOf(t testing.TB, s voting.Session, batch int) SheetData {
	t.Helper()
	return SheetData{Title: s.Title, Rehearsal: s.Rehearsal, BaseURL: host, Faces: indexOf(t, s).Faces(s), Batch: batch}
}

var pictures = regexp.MustCompile(`(?s)<svg class="qr.*?</svg>`)

func TestEveryCodeOfASheetIsReadBack(t *testing.T) {
	s := evening(voting.Secret, 47)
	data := dataOf(t, s, 1)
	found := pictures.FindAllString(sheetOf(t, data), -1)
	if len(found) != 47 {
		t.Fatalf("sheet has %d codes for 47 cards", len(found))
	}
	for i, picture := range found {
		want := "HTTPS://PINGYI.EXAMPLE.GOV.CN/V#" + data.Faces[i].Token
		if got := decoded(t, picture); got != want {
			t.Errorf("code of card %s says %q, want %q", data.Faces[i].Label, got, want)
		}
		if !strings.Contains(picture, `width="43.379mm" height="43.379mm"`) { // 34 mm for 29 modules, 37 with the border
			t.Errorf("code of card %s has another size: %.160s", data.Faces[i].Label, picture)
		}
	}
}

func TestSheetPrintsEachCardWithWhatItsHolderNeeds(t *testing.T) {
	s := evening(voting.Secret, 24)
	data := dataOf(t, s, 1)
	page := sheetOf(t, data)
	cards := strings.Split(page, "<article")[1:]
	for i, f := range data.Faces {
		wanted := []string{s.Title, f.Label, f.Category, "pingyi.example.gov.cn/v", "如无法扫码"}
		for at := 0; at < len(f.Token); at += 4 {
			wanted = append(wanted, f.Token[at:at+4])
		}
		for _, want := range wanted {
			if !strings.Contains(cards[i], want) {
				t.Errorf("card %s does not say %q", f.Label, want)
			}
		}
		if strings.Contains(cards[i], "回避") != (f.Recused != "") {
			t.Errorf("card %s, recused from %q, is marked otherwise", f.Label, f.Recused)
		}
	}
	for _, rep := range s.Roster {
		if strings.Contains(page, rep.Name) || strings.Contains(page, string(rep.ID)) {
			t.Fatalf("sheet of a secret session names %s", rep.Name)
		}
	}
	if strings.Contains(page, "REHEARSAL") {
		t.Error("sheet of a live session says rehearsal")
	}
}

func TestSheetOfARehearsalSaysSoOnEveryCard(t *testing.T) {
	s := evening(voting.Secret, 24)
	s.Rehearsal = true
	page := sheetOf(t, dataOf(t, s, 1))
	for i, card := range strings.Split(page, "<article")[1:] {
		if !strings.Contains(card, "演练") || !strings.Contains(card, "REHEARSAL") {
			t.Errorf("card %d of a rehearsal does not say so", i+1)
		}
	}
	if !regexp.MustCompile(`<title>【演练】`).MatchString(page) {
		t.Error("title of the page, which names the printed file, does not say rehearsal")
	}
}

func TestSheetOfAnOpenSessionNamesTheHolder(t *testing.T) {
	s := evening(voting.Open, 24)
	page := sheetOf(t, dataOf(t, s, 1))
	for _, rep := range s.Roster {
		if strings.Count(page, ">"+rep.Name+" ") != 1 {
			t.Errorf("%s is not named once", rep.Name)
		}
	}
}

func TestSheetMarksASecondPrint(t *testing.T) {
	data := dataOf(t, evening(voting.Secret, 24), 1)
	data.Faces = data.Faces[:1]
	data.Faces[0].Generation, data.Faces[0].Label = 2, "0001-2"
	if page := sheetOf(t, data); !strings.Contains(page, "第 2 次") || !strings.Contains(page, "0001-2") {
		t.Error("second print of a card does not say so")
	}
}

func TestPolicyAllowsTheOneStyleAndNothingElse(t *testing.T) {
	page := sheetOf(t, dataOf(t, evening(voting.Secret, 24), 1))
	styles := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindAllStringSubmatch(page, -1)
	if len(styles) != 1 {
		t.Fatalf("sheet has %d styles", len(styles))
	}
	sum := sha256.Sum256([]byte(styles[0][1]))
	if hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(SheetCSP(), "style-src "+hash+";") {
		t.Errorf("policy %s does not allow the style %s", SheetCSP(), hash)
	}
	for _, banned := range []string{"<script", " style=", "javascript:", " onload", "<img", "<link", "url("} {
		if strings.Contains(page, banned) {
			t.Errorf("sheet has %q in it, which the policy forbids", banned)
		}
	}
}

func TestSheetEscapesWhatPeopleWrote(t *testing.T) {
	data := dataOf(t, evening(voting.Secret, 24), 1)
	data.Title = `<script>alert("1")</script>`
	data.Faces[0].Category = `<b>类别</b> & "引号"`
	page := sheetOf(t, data)
	if strings.Contains(page, "<script") || strings.Contains(page, "<b>类别") || !strings.Contains(page, "&lt;b&gt;类别&lt;/b&gt; &amp;") {
		t.Error("text of the session is written into the page as it is")
	}
}

func TestSheetsHoldFiveHundredCardsAndBeginAPagePerCategory(t *testing.T) {
	s := evening(voting.Secret, 1234)
	data := dataOf(t, s, 1)
	if Batches(len(data.Faces)) != 3 || Batches(500) != 1 || Batches(501) != 2 || Batches(0) != 0 {
		t.Fatal("number of batches is wrong")
	}
	printed := make(map[string]int)
	for data.Batch = 1; data.Batch <= 3; data.Batch++ {
		page := sheetOf(t, data)
		for _, section := range strings.Split(page, `<section class="page"`)[1:] {
			one, other := strings.Contains(section, ">人大代表<"), strings.Contains(section, ">企业代表<")
			if one && other || strings.Count(section, "<article") > 10 {
				t.Fatal("a page has cards of two categories, or more than ten")
			}
		}
		for _, f := range data.Faces {
			printed[f.Label] += strings.Count(page, "</small>"+f.Label+"</p>")
		}
	}
	for _, f := range data.Faces {
		if printed[f.Label] != 1 {
			t.Fatalf("card %s is printed %d times", f.Label, printed[f.Label])
		}
	}
	for _, batch := range []int{0, -1, 4} {
		data.Batch = batch
		if _, err := Sheet(data); !errors.Is(err, ErrNoBatch) {
			t.Errorf("batch %d of 3: %v", batch, err)
		}
	}
}

func TestSheetRefusesAnAddressThatMakesABadCode(t *testing.T) {
	data := dataOf(t, evening(voting.Secret, 24), 1)
	for base, want := range map[string]error{
		"评议": ErrAddress,
		"https://service-appraisal-platform.data.some.example-city.gov.cn:8443": ErrDense,
	} {
		data.BaseURL = base
		if _, err := Sheet(data); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", base, err, want)
		}
	}
}

func TestListOfCardsHasNoTokenAndNoFormula(t *testing.T) {
	s := evening(voting.Secret, 40)
	faces := indexOf(t, s).Faces(s)
	faces[0].Category, faces[1].Recused, faces[2].Recused = "=HYPERLINK(1)", "@SUM(A1)", "＋局"
	list, err := CSV(faces)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(list, []byte("\xef\xbb\xbf")) {
		t.Error("list has no byte order mark")
	}
	for _, f := range faces {
		if bytes.Contains(list, []byte(f.Token)) {
			t.Fatalf("list has the token of card %s", f.Label)
		}
	}
	rows, err := csv.NewReader(bytes.NewReader(list[3:])).ReadAll()
	if err != nil || len(rows) != 41 {
		t.Fatalf("list has %d rows, %v", len(rows), err)
	}
	if rows[1][1] != "'=HYPERLINK(1)" || rows[2][2] != "'@SUM(A1)" || rows[3][2] != "'＋局" {
		t.Errorf("formulas are left as they are: %q", rows[1:4])
	}
	for i, f := range faces[3:] {
		if want := []string{f.Label, f.Category, f.Recused, "1"}; fmt.Sprint(rows[i+4]) != fmt.Sprint(want) {
			t.Errorf("row %d is %q, want %q", i+5, rows[i+4], want)
		}
	}
}

func BenchmarkSheetOf500Cards(b *testing.B) {
	data := dataOf(b, evening(voting.Secret, 500), 1)
	for b.Loop() {
		page, err := Sheet(data)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(page)))
	}
}
