package intake

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

var threeCategories = []voting.Category{{Label: "人大代表"}, {Label: "企业代表"}, {Label: "特邀监察员"}}

// goodRoster is a table of 300 representatives that has nothing wrong with it,
// with a name of the list and a blank row above the titles.
func goodRoster() [][]string {
	rows := [][]string{{"评议代表名册"}, {}, {"代表证号", "姓名", "代表类别", "所在单位"}}
	for i := range 300 {
		rows = append(rows, []string{fmt.Sprintf("R%05d", i+1), fmt.Sprintf("代表%d", i+1), threeCategories[i%3].Label, "单位"})
	}
	return rows
}

// planted is one error: in the row as a spreadsheet shows it, a cell that is
// wrong, and why.
type planted struct {
	row    int
	column int
	value  string
	code   Code
}

// plant40 lists forty errors of every kind that a cell can have.
func plant40() []planted {
	kinds := []planted{
		{column: 0, value: "", code: CodeMissing},
		{column: 0, value: " 　\u00a0", code: CodeMissing},
		{column: 0, value: "R00001", code: CodeDuplicate},
		{column: 0, value: " Ｒ０００02", code: CodeDuplicate},
		{column: 0, value: "1.23E+17", code: CodeRounded},
		{column: 0, value: "3.20106199001011E17", code: CodeRounded},
		{column: 0, value: strings.Repeat("9", voting.MaxText+1), code: CodeTextTooLong},
		{column: 1, value: strings.Repeat("名", voting.MaxText/3+1), code: CodeTextTooLong},
		{column: 1, value: "张\n三", code: CodeControl},
		{column: 1, value: "张\ufffd三", code: CodeGarbled},
		{column: 2, value: "", code: CodeMissing},
		{column: 2, value: "人大 代表们", code: CodeCategory},
		{column: 2, value: "#N/A", code: CodeFormula},
		{column: 3, value: strings.Repeat("局", voting.MaxText/3+1), code: CodeTextTooLong},
		{column: 3, value: "#REF!", code: CodeFormula},
		{column: 3, value: "司\u0007法局", code: CodeControl},
	}
	var all []planted
	for i := range 40 {
		p := kinds[i%len(kinds)]
		p.row = 8 + 7*i
		all = append(all, p)
	}
	return all
}

func TestFortyPlantedErrorsAreAllFound(t *testing.T) {
	rows := goodRoster()
	if _, err := Roster(readTable(t, File{"roster.csv", []byte(asCSV(rows, ',', "\r\n"))}), threeCategories); err != nil {
		t.Fatalf("the roster is wrong before anything is planted: %v", err)
	}
	errors := plant40()
	for _, p := range errors {
		rows[p.row-1][p.column] = p.value
	}
	_, err := Roster(readTable(t, File{"roster.csv", []byte(asCSV(rows, ',', "\r\n"))}), threeCategories)
	checkPlanted(t, "CSV", err, errors, rows[2])

	inBook := slices.DeleteFunc(slices.Clone(errors), func(p planted) bool { return strings.ContainsRune(p.value, 7) })
	for _, p := range errors {
		if strings.ContainsRune(p.value, 7) {
			rows[p.row-1][p.column] = "单位" // no workbook can hold that character
		}
	}
	_, err = Roster(readTable(t, workbook(t, Table{Rows: wanted(rows)})), threeCategories)
	checkPlanted(t, "workbook", err, inBook, rows[2])
}

func checkPlanted(t *testing.T, file string, err error, want []planted, titles []string) {
	t.Helper()
	bad, ok := err.(Errors)
	if !ok || len(bad) != len(want) {
		t.Fatalf("%s: found %d errors, planted %d", file, len(bad), len(want))
	}
	for i, p := range want {
		e := bad[i]
		if e.Row != p.row || e.Column != titles[p.column] || e.Code != p.code || e.Value != p.value {
			t.Errorf("%s: found %+v, planted %+v", file, e, p)
		}
		if zh := e.Message("zh"); !strings.Contains(zh, fmt.Sprintf("第 %d 行“%s”列", p.row, titles[p.column])) {
			t.Errorf("%s: the sentence does not name row %d and column %s: %s", file, p.row, titles[p.column], zh)
		}
	}
	if len(bad.Messages("en")) != len(want) || !strings.Contains(bad.Error(), fmt.Sprintf("and %d more", len(want)-3)) {
		t.Errorf("%s: the errors together read %q", file, bad.Error())
	}
}

func TestDuplicateSaysWhereTheNumberIsFirst(t *testing.T) {
	_, err := Units(readTable(t, File{"units.csv", []byte("编号,名称\nW1,甲\nW2,乙\nw1,丙\nＷ１,丁\n")}))
	e := wantCode(t, "a number twice", err, CodeDuplicate)
	if e.Row != 5 || e.Args[0] != "2" || !strings.Contains(e.Message("en"), "already used in row 2") {
		t.Errorf("got %+v: %s", e, e.Message("en"))
	}
}

func TestUnknownCategoryListsTheKnownOnes(t *testing.T) {
	table := readTable(t, File{"roster.csv", []byte("证号,类别\n1,人 大 代 表\n2,工人代表\n")})
	_, err := Roster(table, threeCategories)
	e := wantCode(t, "an unknown category", err, CodeCategory)
	for lang, list := range map[string]string{"zh": "人大代表、企业代表、特邀监察员", "en": "人大代表, 企业代表, 特邀监察员"} {
		if message := e.Message(lang); !strings.Contains(message, list) || !strings.Contains(message, "工人代表") {
			t.Errorf("%s: %s", lang, message)
		}
	}
	if len(err.(Errors)) != 1 {
		t.Errorf("blanks between the characters of a category are taken for a difference: %v", err)
	}
}

func TestMissingColumnNamesWhatWasFound(t *testing.T) {
	_, err := Units(readTable(t, File{"units.csv", []byte("代号,窗口,电话\n1,甲,2\n")}))
	e := wantCode(t, "no number", err, CodeColumn)
	if message := e.Message("zh"); !strings.Contains(message, "代号、窗口、电话") || !strings.Contains(message, "编号") || strings.Contains(message, "{") {
		t.Errorf("got %s", message)
	}
	_, err = Roster(readTable(t, File{"roster.csv", []byte("a,b\n1,2\n")}), threeCategories)
	if bad := err.(Errors); len(bad) != 2 || bad[0].Code != CodeColumn || bad[1].Code != CodeColumn {
		t.Errorf("want both columns that are missing, got %v", err)
	}
	_, err = Units(readTable(t, File{"units.csv", []byte("编号,名称,编号\n1,甲,2\n")}))
	wantCode(t, "a column twice", err, CodeColumnTwice)
	_, err = Units(readTable(t, File{"units.csv", []byte("编号,名称\n")}))
	wantCode(t, "titles only", err, CodeNoData)
	_, err = Units(Table{File: "units.csv"})
	wantCode(t, "an empty table", err, CodeNoData)
}

func TestColumnsAreFoundByTheirSynonyms(t *testing.T) {
	for _, titles := range []string{
		"编号,参评窗口,主管部门,类别", "序号,单位名称,主管部门,参评类别", "Number,Name,Department,Class", "ID,Unit,department,CLASS", "序 号：,部门（必填）,主管部门,类别",
	} {
		units, err := Units(readTable(t, File{"units.csv", []byte(titles + "\n1,甲,市司法局,审批类\n")}))
		if err != nil || len(units) != 1 || !reflect.DeepEqual(units[0], voting.Unit{ID: "1", Name: "甲", Department: "市司法局", Class: "审批类"}) {
			t.Errorf("%s: got %+v, %v", titles, units, err)
		}
	}
	both := readTable(t, File{"units.csv", []byte("序号,编号,名称\n1,W7,甲\n")})
	if units, err := Units(both); err != nil || units[0].ID != "W7" {
		t.Errorf("a column that counts rows is preferred to the number: %+v, %v", units, err)
	}
}

func TestSessionTellsWhatIsWrongInAllFilesAtOnce(t *testing.T) {
	in := sampleFiles(t)
	in.Units.Body = append(in.Units.Body, "W001,甲,,\r\n,乙,,\r\n"...)
	in.Roster.Body = append(in.Roster.Body, "R00001,甲,人大代表,\r\nR90000,乙,无此类别,\r\n"...)
	_, _, err := Session(in)
	bad, _ := err.(Errors)
	var got []string
	for _, e := range bad {
		got = append(got, fmt.Sprintf("%s:%d:%s", e.File, e.Row, e.Code))
	}
	want := []string{
		"units.csv:102:duplicate-number", "units.csv:103:missing",
		"representatives.csv:452:duplicate-number", "representatives.csv:453:category-unknown",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	in = sampleFiles(t)
	in.Rulebook.Body = []byte(`{"title": 7}`)
	in.Units.Body = nil
	_, _, err = Session(in)
	if bad, _ := err.(Errors); len(bad) != 6 || bad[0].Code != CodeRulebook || bad[3].Value != "steps" || bad[4].Value != "title" || bad[5].Code != CodeNoData {
		t.Errorf("got %v, want errors of rulebook and units", err)
	}
	in = sampleFiles(t)
	in.Rulebook.Body = []byte(strings.Replace(strings.Replace(string(in.Rulebook.Body), `"secret"`, `"hidden"`, 1), `"points": 80`, `"points": "80"`, 1))
	_, _, err = Session(in)
	bad, _ = err.(Errors)
	slices.Reverse(bad)
	if len(bad) != 2 || bad[0].Value != "secrecy" || bad[1].Value != "grades[1].points" || bad[0].Row != 4 || bad[1].Row <= bad[0].Row {
		t.Fatalf("got %+v, want each problem of the rulebook by itself, with its line", err)
	}
	if got, want := bad[0].Message("en"), `rulebook.json, row 4: secrecy: "hidden" means nothing here. Write "secret" or "open"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := bad[0].Message("zh"), `rulebook.json第 4 行：secrecy：这里不能写 "hidden"。请写 "secret"（无记名）或 "open"（记名）。`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	in = sampleFiles(t)
	in.Rulebook.Body = []byte(strings.Replace(string(in.Rulebook.Body), `"基本满意"`, `"基本满意\u200b"`, 1))
	_, _, err = Session(in)
	bad, _ = err.(Errors)
	if want := `rulebook.json, row 12: grades[1].label: there is a character that nobody can see, U+200B. Write "基本满意"`; len(bad) != 1 || bad[0].Message("en") != want {
		t.Errorf("got %v, want %s", err, want)
	}
	in = sampleFiles(t)
	in.Title = strings.Repeat("长", 200)
	_, _, err = Session(in)
	wantCode(t, "a title that is too long", err, CodeTitle)
}

func TestWarningsDoNotKeepTheSessionFromBeingMade(t *testing.T) {
	in := sampleFiles(t)
	lines := strings.SplitAfter(string(in.Roster.Body), "\n")
	kept := slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "R0000") && line[5] < '9' })
	in.Roster.Body = []byte(strings.Join(kept, "") + "R90001,某某,人大代表,某局\r\nR90002,某某,人大代表,某局\r\n")
	session, warned, err := Session(in)
	if err != nil || len(session.Roster) != 444 {
		t.Fatalf("got %d representatives, %v", len(session.Roster), err)
	}
	if len(warned) != 2 || warned[0].Code != WarnPerson || warned[1].Code != WarnSeats {
		t.Fatalf("warnings are %+v", warned)
	}
	if message := warned[1].Message("zh"); !strings.Contains(message, "54 人") || !strings.Contains(message, "60 席") {
		t.Errorf("the warning about seats reads %s", message)
	}
	few := readTable(t, in.Roster).Rows[:5]
	in.Roster = workbook(t, Table{Rows: few})
	_, warned, err = Session(in)
	if err != nil || !slices.ContainsFunc(warned, func(w Warning) bool { return w.Code == WarnFew }) {
		t.Errorf("a secret session of four gives no warning: %+v, %v", warned, err)
	}
	in.Rehearsal = true
	if _, warned, _ = Session(in); slices.ContainsFunc(warned, func(w Warning) bool { return w.Code == WarnFew }) {
		t.Error("a rehearsal of four gives a warning about secrecy")
	}
}

func TestMoreThanAThousandErrorsAreCounted(t *testing.T) {
	var list strings.Builder
	list.WriteString("编号,名称\n")
	for range 1500 {
		list.WriteString("W1,甲\n")
	}
	_, err := Units(readTable(t, File{"units.csv", []byte(list.String())}))
	bad := err.(Errors)
	if last := bad[len(bad)-1]; len(bad) != maxErrors+1 || last.Code != CodeMoreErrors || last.Args[0] != "499" {
		t.Errorf("%d errors, the last is %+v", len(bad), last)
	}
}

func TestTooManyEntriesAreRefused(t *testing.T) {
	var list strings.Builder
	list.WriteString("编号,名称\n")
	for i := range voting.MaxUnits + 1 {
		fmt.Fprintf(&list, "W%d,甲\n", i)
	}
	_, err := Units(readTable(t, File{"units.csv", []byte(list.String())}))
	wantCode(t, "too many units", err, CodeTooMany)
}

func TestEveryCodeHasItsSentencesInBothLanguages(t *testing.T) {
	if len(sentences) != len(Codes()) {
		t.Errorf("%d codes, %d sentences", len(Codes()), len(sentences))
	}
	open := regexp.MustCompile(`\{(value|[0-9])\}`)
	chinese := regexp.MustCompile(`\p{Han}`)
	for _, code := range Codes() {
		words := sentences[code]
		if !chinese.MatchString(words.zh) || words.en == "" || chinese.MatchString(words.en) {
			t.Errorf("%s: %q and %q are not one Chinese and one English sentence", code, words.zh, words.en)
		}
		zh, en := open.FindAllString(words.zh, -1), open.FindAllString(words.en, -1)
		slices.Sort(zh)
		slices.Sort(en)
		if !slices.Equal(slices.Compact(en), slices.Compact(zh)) && !slices.Contains([]Code{CodeColumn, CodeLabel, CodeAxis, CodeDecisionOf}, code) {
			t.Errorf("%s: the sentences tell different things: %v and %v", code, zh, en)
		}
		e := RowError{File: "a.csv", Row: 3, Column: "编号", Value: "{1}", Code: code, Args: []string{"一", "二", "三"}}
		if message := e.Message("zh"); !strings.HasPrefix(message, "a.csv第 3 行“编号”列：") || !strings.HasSuffix(message, "。") {
			t.Errorf("%s: %s", code, message)
		}
	}
}

func BenchmarkCheck12600Rows(b *testing.B) {
	var list strings.Builder
	list.WriteString("代表证号,姓名,代表类别,所在单位\r\n")
	for i := range 12_600 {
		fmt.Fprintf(&list, "R%05d,代表%d,%s,第%d局\r\n", i, i, threeCategories[i%3].Label, i%500)
	}
	csvFile := File{"roster.csv", []byte(list.String())}
	for name, file := range map[string]File{"csv": csvFile, "xlsx": workbook(b, readTable(b, csvFile))} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				table, err := ReadTable(file.Name, file.Body)
				if err != nil {
					b.Fatal(err)
				}
				if roster, err := Roster(table, threeCategories); err != nil || len(roster) != 12_600 {
					b.Fatal(len(roster), err)
				}
			}
		})
	}
}
