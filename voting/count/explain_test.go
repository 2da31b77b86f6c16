package count_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"pingyi/voting/count"
)

var update = flag.Bool("update", false, "write the explanations anew")

// TestExplanation: a figure is told from the top down to the counts, exactly and
// as printed, in words that an official reads. The file beside is what is read.
func TestExplanation(t *testing.T) {
	book := parse(t, []byte(strings.Replace(old(two,
		inside+","+over+`, "round half up, 4 places, per dimension", "weighted mean over dimensions", "round half up, 2 places"`,
		"on the rounded score, inside each class and overall, 1 2 2 4"), `"weight": 1}`, `"weight": 2}`, 1)))
	in := input(t, book, []count.Unit{{Label: "市政务服务中心", Class: "窗口"}, {Label: "市水务局", Class: "窗口"}})
	for _, m := range []struct {
		unit, criterion, category, grade string
		n                                int64
	}{
		{"市政务服务中心", "作风", "企业", "满意", 5}, {"市政务服务中心", "作风", "企业", "不满意", 1}, {"市政务服务中心", "作风", "企业", "不了解", 1},
		{"市政务服务中心", "作风", "居民", "满意", 10}, {"市政务服务中心", "效率", "企业", "满意", 3}, {"市水务局", "作风", "企业", "满意", 1},
	} {
		if err := in.Add("marks", m.n, m.unit, m.criterion, m.category, m.grade); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := result(t, book, in).Explain("rank", "市政务服务中心")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.Chinese + "\n" + l.English + "\n\n")
	}
	golden(t, "testdata/explanation.txt", text.String())
	same(t, "exact score", lines[1].Exact, "95.8")
	same(t, "printed score", lines[1].Printed, "95.80")
}

// golden compares a text with a file that people read, and names the first line
// that is another; -update writes the file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines, wanted := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(lines), len(wanted)) {
		if lines[i] != wanted[i] {
			t.Fatalf("%s:%d: got\n%s\nwant\n%s", file, i+1, lines[i], wanted[i])
		}
	}
	if len(lines) != len(wanted) {
		t.Errorf("%s has %d lines, got %d", file, len(wanted), len(lines))
	}
}

// TestExplainNothing: a place that is not there has no explanation, an empty one
// has.
func TestExplainNothing(t *testing.T) {
	book := parse(t, []byte(form(ballotOf(""), meanStep)))
	res := result(t, book, input(t, book, []count.Unit{{Label: "甲"}}))
	if _, err := res.Explain("得分", "乙"); err == nil {
		t.Error("a unit that is not there was explained")
	}
	if _, err := res.Explain("分", "甲"); err == nil {
		t.Error("a table that is not there was explained")
	}
	lines, err := res.Explain("得分", "甲")
	if err != nil || len(lines) != 1 || !strings.Contains(lines[0].Chinese, "没有数值") {
		t.Errorf("no value is explained by %v, %v", lines, err)
	}
}

// TestSources: what comes from elsewhere says from where.
func TestSources(t *testing.T) {
	book := parse(t, []byte(`{"rulebook": 2, "title": "例", "ballot": `+ballotOf("")+`, "imported": [{"name": "日常", "axes": ["unit"]}],
		"steps": [{"name": "得分", "do": "round", "of": "日常", "round": {"places": 1, "mode": "half up"}}], "result": {"score": "得分"}}`))
	in := input(t, book, []count.Unit{{Label: "甲"}})
	if err := in.SetText("日常", "88.25", "甲"); err != nil {
		t.Fatal(err)
	}
	in.Source("日常", "市考评办第 3 号文")
	lines, err := result(t, book, in).Explain("得分", "甲")
	if err != nil || len(lines) != 2 || !strings.Contains(lines[1].Chinese, "市考评办第 3 号文") || !strings.Contains(lines[0].English, "exactly 88.25, rounded half up") {
		t.Errorf("explained by %v, %v", lines, err)
	}
}
