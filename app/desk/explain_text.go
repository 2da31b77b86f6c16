package desk

import (
	"fmt"
	"strings"

	"pingyi/display"
	"pingyi/voting"
)

// ExplainText is the page that explains a figure as text, for who reads it in a
// terminal: the same words. False when there is no such figure.
func ExplainText(state *voting.State, figure voting.Figure, version int, lang string, words map[string]string) (string, bool) {
	p := deskPage{Lang: lang, words: words}
	told, found := p.tell(state, figure, version)
	if !found {
		return "", false
	}
	return p.text(told), true
}

// ToldText is the same of an explanation that was made of something else than all records.
func ToldText(state *voting.State, e display.Explanation, version int, lang string, words map[string]string) string {
	p := deskPage{Lang: lang, words: words}
	return p.text(p.told(state, e, version))
}

func (p deskPage) text(t Told) string {
	var text strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&text, format+"\n", args...) }
	line("%s", strings.TrimSpace(p.T("explain")+": "+t.Unit+" "+t.UnitID))
	if t.Asked != "" {
		line("%s", t.Asked)
	}
	head := t.What + " " + p.orNone(t.Said, "—")
	if t.UnitID != "" && !t.Given {
		head += fmt.Sprintf("    %s %d / %d", p.T("results.ballots"), t.Ballots, t.Expected)
	}
	line("%s", head)
	switch {
	case t.Refused != "":
		line("%s %s", p.T("results.refused"), p.Stopped(t.Refused))
	case t.Given:
		p.givenText(t, line)
	case t.Why != "":
		line("%s\n%s", p.T("explain.withheld."+string(t.Why)), p.T("explain.withheld.else"))
	default:
		line("%s\n", p.T("explain.hint", "n", len(t.Lines)))
		for _, l := range t.Lines {
			p.lineText(l, line)
		}
	}
	return text.String()
}

// givenText is about a figure from elsewhere, and where it went.
func (p deskPage) givenText(t Told, line func(format string, args ...any)) {
	line("")
	for _, l := range t.Lines {
		p.lineText(l, line)
	}
	feeds := p.T("explain.feeds.none")
	if t.Feeds != "" {
		feeds = p.T("explain.feeds", "steps", t.Feeds)
	}
	line("\n%s: %s", p.T("explain.into"), feeds)
	if t.Why != "" {
		line("%s", p.T("explain.withheld."+string(t.Why)))
		return
	}
	for _, l := range t.Into {
		p.lineText(l, line)
	}
}

func (p deskPage) lineText(l explainLine, line func(format string, args ...any)) {
	name := l.Name
	if l.Where != "" {
		name += " (" + l.Where + ")"
	}
	value := p.orNone(l.Printed, p.T("explain.none"))
	if l.Approx != "" {
		value += " ≈ " + l.Approx
	}
	line("%3d. %s: %s", l.No, name, value)
	line("     %s", l.How)
	if l.Rounded != "" {
		line("     %s", l.Rounded)
	}
	if len(l.From) > 0 {
		var steps []string
		for _, from := range l.From {
			steps = append(steps, p.T("explain.step", "n", from))
		}
		line("     %s %s", p.T("explain.from"), strings.Join(steps, " "))
	}
}

func (p deskPage) orNone(text, none string) string {
	if text == "" {
		return none
	}
	return text
}
