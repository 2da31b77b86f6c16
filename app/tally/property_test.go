package tally_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/app/tally"
)

// sheetBook has two criteria, two categories and a share over the valid ballots,
// so that a ballot which is lost or counted twice shows.
const sheetBook = `{"rulebook": 2, "title": "评议", "ballot": {"sheet": "all units", "over_vote": "void row",
	"criteria": [{"label": "作风", "weight": 3}, {"label": "效率", "weight": 1}],
	"grades": [{"label": "好", "points": 100}, {"label": "中", "points": 60}, {"label": "差", "points": 0}, {"label": "不了解", "in_base": false}]PATTERNS},
	"categories": [{"label": "企业", "weight": 50}, {"label": "居民", "weight": 50}],
	"steps": [{"name": "类内", "do": "mean", "of": "marks"},
		{"name": "各项", "do": "weighted mean", "of": "类内", "over": "category", "missing": "renormalise"},
		{"name": "得分", "do": "weighted mean", "of": "各项", "over": "criterion", "missing": "renormalise"},
		{"name": "合计", "do": "sum", "of": "marks", "over": "category"},
		{"name": "好评", "do": "pick", "of": "合计", "axis": "grade", "labels": ["好"]}],
	"result": {"score": "得分", "good": "好评"}}`

const maxVoters = 12

// drawn is one ballot: the sign of each row, by unit and criterion.
type drawn struct {
	rep   int
	signs string
}

func drawBallots(t *rapid.T) []drawn {
	reps := rapid.SliceOfNDistinct(rapid.IntRange(0, maxVoters-1), 1, maxVoters, rapid.ID[int]).Draw(t, "reps")
	var all []drawn
	for _, rep := range reps {
		signs := rapid.StringMatching(`[0-3\-]{6}`).Draw(t, "signs")
		all = append(all, drawn{rep, signs})
	}
	return all
}

func label(sign byte) string { return []string{"好", "中", "差", "不了解"}[sign-'0'] }

// asSheets, asObjects and asRows write ballots in the three formats.
func asSheets(all []drawn) string {
	var text strings.Builder
	for _, b := range all {
		fmt.Fprintf(&text, "R%d %s\n", b.rep, b.signs)
	}
	return text.String()
}

func asObjects(all []drawn) string {
	var text strings.Builder
	for _, b := range all {
		var rows []string
		for i := range b.signs {
			grade := "null"
			if b.signs[i] != '-' {
				grade = fmt.Sprintf("%q", label(b.signs[i]))
			}
			rows = append(rows, fmt.Sprintf(`{"unit": "W%d", "criterion": %q, "grade": %s}`, i/2+1, criterion(i), grade))
		}
		fmt.Fprintf(&text, `{"rep": "R%d", "rows": [%s]}`+"\n", b.rep, strings.Join(rows, ", "))
	}
	return text.String()
}

func criterion(i int) string { return []string{"作风", "效率"}[i%2] }

func asRows(all []drawn) []string {
	var rows []string
	for _, b := range all {
		for i := range b.signs {
			grade := ""
			if b.signs[i] != '-' {
				grade = label(b.signs[i])
			}
			rows = append(rows, fmt.Sprintf("票%d,R%d,W%d,%s,%s\n", b.rep, b.rep, i/2+1, criterion(i), grade))
		}
	}
	return rows
}

// TestFormsOfAFile: the same ballots in another order, cut into several files, in
// another format, or with the rows of each ballot scattered give the same result
// to the last sign.
func TestFormsOfAFile(t *testing.T) {
	const head = "评议票,代表,参评单位,指标,等次\n"
	place := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		f := folder{t, place}
		all := drawBallots(t)
		patterns := rapid.SampledFrom([]string{"", `, "patterns": [{"void_if_all_equal": true}]`, `, "patterns": [{"at_most": {"grade": "好", "percent": 50}}]`}).Draw(t, "patterns")
		var roster strings.Builder
		for i := range maxVoters {
			fmt.Fprintf(&roster, "R%d,%s\n", i, []string{"企业", "居民"}[i%2])
		}
		job := tally.Job{
			Rulebook: f.write("r.json", strings.Replace(sheetBook, "PATTERNS", patterns, 1)),
			Units:    f.write("u.csv", "编号,名称\nW1,甲\nW2,乙\nW3,丙\n"), Roster: f.write("p.csv", "代表证号,代表类别\n"+roster.String()),
			Ballots: []string{f.write("b.txt", asSheets(all))},
		}
		want := printed(f.t, job, "") + printed(f.t, job, "marks")
		mixed := rapid.Permutation(all).Draw(t, "mixed")
		cut := rapid.IntRange(0, len(all)).Draw(t, "cut")
		rows := asRows(all)
		mixedRows := rapid.Permutation(rows).Draw(t, "scattered")
		scattered, row := strings.Join(mixedRows, ""), rapid.IntRange(0, len(rows)).Draw(t, "row")
		for name, files := range map[string][]string{
			"in another order": {f.write("b1.txt", asSheets(mixed))},
			"in two files":     {f.write("b2.txt", asSheets(mixed[:cut])), f.write("b3.txt", asSheets(mixed[cut:]))},
			"as objects":       {f.write("b.jsonl", asObjects(mixed))},
			"as rows":          {f.write("b.csv", head+strings.Join(rows, ""))},
			"in two formats":   {f.write("b4.csv", head+strings.Join(asRows(mixed[:cut]), "")), f.write("b5.jsonl", asObjects(mixed[cut:]))},
			"cut at any row":   {f.write("b7.csv", head+strings.Join(rows[:row], "")), f.write("b8.csv", head+strings.Join(rows[row:], ""))},
			"scattered and cut": {
				f.write("b9.csv", head+strings.Join(mixedRows[:row], "")), f.write("b10.csv", head+strings.Join(mixedRows[row:], "")),
			},
			"scattered": {f.write("b6.csv", head+scattered)},
		} {
			job.Ballots = files
			if got := printed(f.t, job, "") + printed(f.t, job, "marks"); got != want {
				t.Fatalf("%s it is\n%s\nwant\n%s", name, got, want)
			}
		}
	})
}

// TestLastBallotCounts: with ballots that replace others, the files count like
// only the last ballot of everybody, in every format.
func TestLastBallotCounts(t *testing.T) {
	place := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		f := folder{t, place}
		first, second := drawBallots(t), drawBallots(t)
		last := slices.Clone(second)
		for _, b := range first {
			if !slices.ContainsFunc(second, func(other drawn) bool { return other.rep == b.rep }) {
				last = append(last, b)
			}
		}
		rulebook := strings.Replace(strings.Replace(sheetBook, "PATTERNS", "", 1), `"title"`, `"one_vote": "last before the close counts", "title"`, 1)
		var roster strings.Builder
		for i := range maxVoters {
			fmt.Fprintf(&roster, "R%d,%s\n", i, []string{"企业", "居民"}[i%2])
		}
		job := tally.Job{
			Rulebook: f.write("r.json", rulebook), Units: f.write("u.csv", "编号\nW1\nW2\nW3\n"),
			Roster: f.write("p.csv", "代表证号,代表类别\n"+roster.String()), Ballots: []string{f.write("last.txt", asSheets(last))},
		}
		want := printed(f.t, job, "")
		for _, files := range [][]string{
			{f.write("all.txt", asSheets(append(slices.Clone(first), second...)))},
			{f.write("a.jsonl", asObjects(first)), f.write("b.txt", asSheets(second))},
		} {
			job.Ballots = files
			if got := printed(f.t, job, ""); got != want {
				t.Fatalf("%v: it is\n%s\nwant\n%s", files, got, want)
			}
		}
	})
}
