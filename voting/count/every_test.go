package count_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// problemsOf are those that a text is refused with.
func problemsOf(t *testing.T, text string) count.Problems {
	t.Helper()
	_, err := count.Parse([]byte(text))
	var problems count.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("refused with %v", err)
	}
	return problems
}

func pathsOf(problems count.Problems) (paths []string) {
	for _, p := range problems {
		paths = append(paths, p.Path)
	}
	return paths
}

// TestEveryFaultIsTold: however many there are, each is told once, in order of the
// paths, and nothing besides: not what only follows from one of them.
func TestEveryFaultIsTold(t *testing.T) {
	text := string(read(t, testdata(), "refused.json"))
	var want []string
	for _, fault := range [][3]string{
		{`"title": "例"`, `"title": ""`, "title"},
		{`"secret"`, `"hidden"`, "secrecy"},
		{`"points": 30`, `"points": "30"`, "ballot.grades[1].points"},
		{`"in_base": false`, `"in_base": 0`, "ballot.grades[2].in_base"},
		{`"at_most": 10}`, `"at_most": 0}`, "ballot.choose[0].at_most"},
		{`{"label": "作风", "weight": 60}`, `{"label": "作风", "weight": -60}`, "ballot.criteria[0].weight"},
		{`"void_if_all_equal": true`, `"void_if_all_equal": 1`, "ballot.patterns[0].void_if_all_equal"},
		{`{"grade": "满意", "percent": 80}`, `{"grade": "优", "percent": 180}`, "ballot.patterns[1].at_most.grade ballot.patterns[1].at_most.percent"},
		{`"seats": 20`, `"seats": -1`, "categories[0].seats"},
		{`{"label": "二"}`, `{"label": "一"}`, "axes[0].labels[1].label"},
		{`"axes": ["unit"]}`, `"axes": ["unit"], "optional": "maybe"}`, "imported[0].optional"},
		{`"of": "marks"},`, `"of": "marks", "note": "", "wide": 1},`, "steps[0].wide"},
		{`"places": 4, "mode": "half up"`, `"places": 40, "mode": "up"`, "steps[1].round.mode steps[1].round.places"},
		{`"over": "criterion", "missing": "refuse"`, `"over": "criteria", "missing": "ignore"`, "steps[2].missing steps[2].over"},
		{`{"of": "日常", "weight": 0.3}`, `{"of": "日", "weight": "0.3"}`, "steps[3].parts[1].of steps[3].parts[1].weight"},
		{`"grades": ["满意"], "base": "valid"`, `"grades": ["很满意", "满"], "base": "valids"`, "steps[4].base steps[4].grades[0] steps[4].grades[1]"},
		{`"of": "marks", "high": 1, "low": 1, "least": 5, "below_least": "leave all"`, `"of": "mark", "high": 1, "low": -1, "least": 5, "below_least": "leave"`,
			"steps[5].of steps[5].below_least steps[5].low"},
		{`"axis": "季度", "labels": ["一"]`, `"axis": "年", "labels": []`, "steps[6].axis"},
		{`"by": 0.5`, `"by": "半分"`, "steps[7].by"},
		{`{"label": "优", "at_least": 85}`, `{"label": "优", "at_least": "85"}`, "steps[8].bands[0].at_least"},
		{`"style": "1224", "first": "high"`, `"style": "1225", "first": "top"`, "steps[9].first steps[9].style"},
		{`{"by": "日常", "first": "high"}`, `{"by": "日常分", "first": "up"}`, "steps[9].ties[0].by steps[9].ties[0].first"},
		{`"take": 10, "tied_at_the_cut": "expand"`, `"take": 0, "tied_at_the_cut": "grow"`, "steps[10].take steps[10].tied_at_the_cut"},
		{`"score": "得分"`, `"score": "分"`, "result.score"},
	} {
		if strings.Count(text, fault[0]) != 1 {
			t.Fatalf("%q is there %d times", fault[0], strings.Count(text, fault[0]))
		}
		text = strings.Replace(text, fault[0], fault[1], 1)
		want = append(want, strings.Fields(fault[2])...)
	}
	got := pathsOf(problemsOf(t, text))
	missing := slices.DeleteFunc(slices.Clone(want), func(path string) bool { return slices.Contains(got, path) })
	more := slices.DeleteFunc(slices.Clone(got), func(path string) bool { return slices.Contains(want, path) })
	if len(missing)+len(more) > 0 || len(got) != len(want) {
		t.Errorf("not told: %v\ntold besides: %v", missing, more)
	}
	if at, next := slices.Index(got, "steps[9].style"), slices.Index(got, "steps[10].take"); at > next || got[0] != "axes[0].labels[1].label" {
		t.Errorf("the order is %v", got)
	}
}

// TestEveryUnknownKeyIsTold: one in each object there is, all at once.
func TestEveryUnknownKeyIsTold(t *testing.T) {
	document := wholeBook(t)
	var want []string
	var spoil func(value any, path string)
	spoil = func(value any, path string) {
		switch holder := value.(type) {
		case map[string]any:
			for _, key := range slices.Collect(maps.Keys(holder)) {
				spoil(holder[key], strings.TrimPrefix(path+"."+key, "."))
			}
			if path != "result" { // its keys are names
				holder["没有的"] = true
				want = append(want, strings.TrimPrefix(path+".没有的", "."))
			}
		case []any:
			for i, kid := range holder {
				spoil(kid, fmt.Sprintf("%s[%d]", path, i))
			}
		}
	}
	spoil(document, "")
	text, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	got := pathsOf(problemsOf(t, string(text)))
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) || len(want) < 37 {
		t.Errorf("told\n%q\nwant\n%q", got, want)
	}
}

// TestAMisspeltKeyIsReadOn: what stands under it is checked as well, and nothing is
// called missing that is there.
func TestAMisspeltKeyIsReadOn(t *testing.T) {
	text := string(read(t, testdata(), "refused.json"))
	for from, to := range map[string]string{
		`"name": "类内"`: `"nmae": "类内"`, `"categories"`: `"categorys"`, `"seats": 20`: `"seat": "20"`, `"steps"`: `"step"`,
		`"label": "不满意"`: `"lable": "不满意"`, `"style"`: `"styl"`,
	} {
		text = strings.Replace(text, from, to, 1)
	}
	want := []string{"ballot.grades[1].lable", "categorys", "categorys[0].seat", "step", "step[0].nmae", "step[9].styl"}
	if got := pathsOf(problemsOf(t, text)); !slices.Equal(got, want) {
		t.Errorf("told %q", got)
	}
}

// TestAKeyThatIsThereTwice is told with its line and that of the first, and the
// rest of the text is read.
func TestAKeyThatIsThereTwice(t *testing.T) {
	text := "{\n \"rulebook\": 2,\n \"title\": \"甲\",\n \"ballot\": {\"sheet\": \"one units\"},\n \"title\": \"乙\",\n \"steps\": [],\n \"result\": {}\n}"
	problems := problemsOf(t, text).Located([]byte(text))
	at := slices.IndexFunc(problems, func(p count.Problem) bool { return p.Path == "title" })
	if at < 0 || problems[at].Line != 5 || problems[at].Reason != "this key is there twice, first in line 3" {
		t.Errorf("the problems are %+v", problems)
	}
	if got := pathsOf(problems); !slices.Equal(got, []string{"ballot.sheet", "result", "steps", "title"}) {
		t.Errorf("told %q", got)
	}
}

// TestOldRulebooksAreCheckedWhole: a sentence that is not known does not hide what
// is wrong with the ballot, nor another sentence.
func TestOldRulebooksAreCheckedWhole(t *testing.T) {
	text := string(read(t, scenario("double"), "rulebook.json"))
	for _, change := range [][2]string{{`"mean over`, `"median over`}, {`"weighted mean over dimensions`, `"mean over dimension`}, {`"secrecy": "`, `"secrecy": "un`}, {`"rank": "`, `"rank": "not `}} {
		if !strings.Contains(text, change[0]) {
			t.Fatalf("%q is not in the rulebook", change[0])
		}
		text = strings.Replace(text, change[0], change[1], 1)
	}
	if got := pathsOf(problemsOf(t, text)); len(got) != 4 || got[0] != "pipeline[0]" || got[2] != "rank" || got[3] != "secrecy" {
		t.Errorf("told %q", got)
	}
}
