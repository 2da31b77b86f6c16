package desk

import (
	"strings"
	"testing"

	"pingyi/static"
	"pingyi/voting"
)

// TestTheMarginSaysOnlyWhatItWasGiven writes names that try to end the string, or
// the rule, into a style sheet.
func TestTheMarginSaysOnlyWhatItWasGiven(t *testing.T) {
	for name, want := range map[string]string{
		"市直窗口 2026 评议":   `"市直窗口 2026 评议"`,
		`a"} body{x:y}`:  `"a\000022 \00007d  body\00007b x\00003a y\00007d "`,
		"\\22\n</style>": `"\00005c 22\00003c \00002f style\00003e "`,
		"a\u202eb\x00c":  `"abc"`,
	} {
		if got := styleString(name); got != want {
			t.Errorf("%q is written %s, want %s", name, got, want)
		}
	}
	if style := marginStyle(`"}`); strings.Count(style, `"`) != 2 || strings.Count(style, "}") != 2 {
		t.Errorf("the rule is %s", style)
	}
	if got := shortened(strings.Repeat("长", 50), 40); got != strings.Repeat("长", 39)+"…" {
		t.Errorf("a long name is cut to %s", got)
	}
}

// drawn is the page of results of a session, as far as it is drawn.
func drawn(t *testing.T, state *voting.State) *resultsView {
	t.Helper()
	site, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	view := &resultsView{deskPage: deskPage{Lang: "zh-CN", words: site.Words("zh-CN")}, ID: state.Session.ID}
	view.fold(state)
	view.draw()
	return view
}

// TestPicturesShowWhatWasConfirmedAndNothingElse has one unit confirmed of two,
// with a category too small to be shown.
func TestPicturesShowWhatWasConfirmedAndNothingElse(t *testing.T) {
	view := drawn(t, counted(t, voting.Secret, false, 3, 60))
	ids, whole := "", ""
	for _, p := range view.Pictures {
		ids += p.ID + " "
		for _, panel := range p.Panels {
			whole += string(panel)
		}
	}
	if ids != "chart-dots chart-shares chart-turnout " || view.Matrix != nil {
		t.Errorf("the page has the pictures %s", ids)
	}
	if !strings.Contains(whole, "窗口一") || strings.Contains(whole, "窗口二") || strings.Contains(whole, "演练") {
		t.Errorf("the pictures show a unit that was not confirmed, or a rehearsal:\n%s", whole)
	}
	for _, p := range drawn(t, counted(t, voting.Secret, true, 3, 60)).Pictures {
		if !strings.Contains(string(p.Panels[0]), `class="mark">演练</text>`) {
			t.Errorf("%s of a rehearsal does not say so", p.ID)
		}
	}
}

// TestUnitsWithoutARankStandLast orders the sheet.
func TestUnitsWithoutARankStandLast(t *testing.T) {
	rows := ranked([]resultRow{{Name: "无"}, {Name: "乙", Rank: 2}, {Name: "甲", Rank: 1}, {Name: "丙", Rank: 2}, {Name: "末"}}, func(r resultRow) int { return r.Rank })
	names := ""
	for _, row := range rows {
		names += row.Name
	}
	if names != "甲乙丙无末" {
		t.Errorf("the order is %s", names)
	}
}
