package intake

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"pingyi/voting"
)

// figureSession has two units and a rulebook that wants three tables: by unit, by
// unit and criterion, and by class.
func figureSession(t *testing.T) voting.Session {
	t.Helper()
	rb, err := voting.ParseRulebook([]byte(`{"rulebook": 2, "title": "评议", "secrecy": "secret",
		"ballot": {"sheet": "one unit", "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 0}], "criteria": [{"label": "态度"}, {"label": "效率"}]},
		"categories": [{"label": "代表", "weight": 1}],
		"imported": [{"name": "网络得票", "axes": ["unit"]}, {"name": "暗访", "axes": ["unit", "criterion"]}, {"name": "系数", "axes": ["class"]}],
		"steps": [{"name": "暗访分", "do": "sum", "of": "暗访", "over": "criterion", "missing": "zero"},
			{"name": "得分", "do": "sum", "parts": ["网络得票", "暗访分", "系数"], "missing": "zero"},
			{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
		"result": {"score": "得分", "rank": "名次"}}`))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{{ID: "B01", Name: "东岭税务所", Class: "执法类"}, {ID: "B02", Name: "南河派出所", Class: "服务类"}}
	return voting.Session{ID: "s", Rulebook: rb, Units: units}
}

// said writes figures, or what is wrong with them, on one line.
func said(cells []voting.EnteredFigure, err error) string {
	var words []string
	for _, cell := range cells {
		words = append(words, strings.Join(cell.At, "/")+"="+cell.Value)
	}
	bad, _ := err.(Errors)
	for _, e := range bad {
		words = append([]string{fmt.Sprintf("%d %s", e.Row, e.Code)}, words...)
	}
	if err != nil && bad == nil {
		return err.Error()
	}
	return strings.Join(words, ", ")
}

func TestFiguresAreReadAsPeopleWriteThem(t *testing.T) {
	session := figureSession(t)
	for _, test := range []struct {
		name  string
		table int
		file  string
		want  string
	}{
		{"by number, in the column called as the table", 0, "编号,单位,网络得票\nB01,东岭税务所,57986\nB02,南河派出所,21181\n", "B01=57986, B02=21181"},
		{"by name, under a headline", 0, "网络投票结果,\n单位,得票数\n东岭税务所,12\n南河 派出所,8.50\n", "B01=12, B02=8.50"},
		{"in the only column left, with groups of thousands", 0, "编号,截至22时\nＢ０１,\"57,986\"\nB02,７\n", "B01=57986, B02=7"},
		{"an empty cell is no figure", 0, "编号,网络得票\nB01,\nB02,0\n", "B02=0"},
		{"with criteria", 1, "编号,指标,暗访\nB01,态度,90\nB01,效率,-1.5\n", "B01/态度=90, B01/效率=-1.5"},
		{"by class", 2, "类别,系数\n执法类,1.2\n服务类,1\n", "执法类=1.2, 服务类=1"},
		{"with mistakes", 0, "编号,网络得票\nB01,约5万\nB03,1\nB02,1\n南河派出所,2\n,3\n", "6 missing, 5 figure-twice, 3 unit-unknown, 2 not-a-number, B02=1"},
		{"of an unknown criterion and of none", 1, "编号,指标,暗访\nB01,廉洁,90\nB01,,90\n", "3 missing, 2 criterion-unknown"},
		{"of an unknown class", 2, "类别,系数\n审批类,1\n", "2 label-unknown"},
		{"two columns may be meant", 0, "编号,上午,下午\nB01,1,2\n", "1 column-missing"},
		{"by name, with a number cut in two", 0, "单位,得票数\n东岭税务所,57,986\n南河派出所,8\n", "2 cell-without-title"},
		{"nothing at all", 0, "编号,网络得票\nB01,\n", "0 no-data"},
	} {
		cells, _, err := Figures(File{Name: "figures.csv", Body: []byte(test.file)}, session, session.Imported()[test.table])
		if got := said(cells, err); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestColumnsBesideTheFiguresAreNamed(t *testing.T) {
	session := figureSession(t)
	_, warned, err := Figures(File{Name: "f.csv", Body: []byte("编号,网络得票,备注\nB01,1,无\n")}, session, session.Imported()[0])
	if err != nil || len(warned) != 1 || warned[0].Code != WarnIgnored || warned[0].Args[0] != "备注" {
		t.Errorf("got %v, %v", warned, err)
	}
}

// A cell of a workbook may show less than it holds. Which of the two is meant nobody
// knows but who made it.
func TestAFigureThatIsShownRoundedIsAskedFor(t *testing.T) {
	session := figureSession(t)
	for format, want := range map[string]string{"0.0": "2 figure-shown-rounded, B02=8.0", "0.00": "B01=95.25, B02=8.00", "General": "B01=95.25, B02=8"} {
		f := book(t, func(b *excelize.File) error {
			style, err := b.NewStyle(&excelize.Style{CustomNumFmt: &format})
			return errors.Join(err, setRow(b, "Sheet1", "A1", "编号", "网络得票"), setRow(b, "Sheet1", "A2", "B01", 95.25), setRow(b, "Sheet1", "A3", "B02", 8),
				b.SetCellStyle("Sheet1", "B2", "B3", style))
		})
		cells, _, err := Figures(f, session, session.Imported()[0])
		if got := said(cells, err); got != want {
			t.Errorf("as %s: got %s, want %s", format, got, want)
		}
	}
}

func TestATableToFillInReadsBack(t *testing.T) {
	session := figureSession(t)
	session.Units[1].ID = "=B02"
	for i, cells := range [][]voting.EnteredFigure{
		{{At: []string{"B01"}, Value: "12.5"}, {At: []string{"=B02"}, Value: "-3"}},
		{{At: []string{"B01", "效率"}, Value: "1"}},
		{{At: []string{"服务类"}, Value: "1.1"}},
	} {
		sheet, err := FiguresSheet(session, session.Imported()[i], cells)
		if err != nil {
			t.Fatal(err)
		}
		read, warned, err := Figures(File{Name: "figures.csv", Body: sheet}, session, session.Imported()[i])
		if err != nil || len(warned) != 0 || !reflect.DeepEqual(read, cells) {
			t.Errorf("read back as %v, %v, %v from\n%s", read, warned, err, sheet)
		}
	}
}
