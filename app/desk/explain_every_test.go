package desk

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/tests/evenings"
	"pingyi/voting"
)

// TestEveryFigureOnThePageIsExplained follows every link of the results of every kind of session, and
// finds what is printed there; and no number stands on the page that has no link, but those
// that only say which row it is, and those that are linked in another table.
func TestEveryFigureOnThePageIsExplained(t *testing.T) {
	for _, example := range []string{"secret", "open", "v1-pledges", "v1-secret", "choice", "form", "result"} {
		state := voting.NewState()
		for _, e := range evenings.Events(t, example) {
			if err := state.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
		for _, lang := range []string{"zh-CN", "en"} {
			view, page := written(t, state, state.ShownVersion().Number, lang)
			if n := followed(t, state, view, page); n < 20 {
				t.Errorf("%s: only %d figures lead to how they came about", example, n)
			}
			if left := unexplained(view, page); len(left) > 0 {
				t.Errorf("%s: these figures lead nowhere: %q", example, left)
			}
		}
	}
}

// followed asks for the figure of every link.
func followed(t *testing.T, state *voting.State, view *resultsView, page string) int {
	t.Helper()
	links := regexp.MustCompile(`<a class="why" href="([^"]*)">([^<]*)</a>`).FindAllStringSubmatch(page, -1)
	for _, link := range links {
		address, err := url.Parse(html.UnescapeString(link[1]))
		if err != nil {
			t.Fatal(err)
		}
		figure, text := figureIn(address.Query().Get), html.UnescapeString(link[2])
		told, found := view.tell(state, figure, view.Version)
		printed := []string{told.Printed, told.Said, display.Approximate(told.Printed)}
		if figure.Reason != "" {
			text = regexp.MustCompile(`[0-9]+`).FindString(text)
		}
		if list := listValue(view, figure, text); !found || !list && !slices.Contains(printed, text) {
			t.Errorf("%+v is printed as %q and explained as %+v", figure, text, told)
		}
		if last := len(told.Lines) - 1; told.Why == "" && told.Refused == "" && (last < 0 || told.Lines[last].Printed != told.Printed || told.Lines[last].How == "") {
			t.Errorf("%+v is explained by %+v", figure, told.Lines)
		}
	}
	return len(links)
}

// listValue reports whether a text is the figure by which a unit came on a list: its explanation is
// about whether the unit is on it.
func listValue(view *resultsView, figure voting.Figure, text string) bool {
	for _, list := range view.Made {
		for _, u := range slices.Concat(list.Units, list.Next) {
			if u.Unit == figure.Unit && u.Value == text {
				return true
			}
		}
	}
	return false
}

// unexplained are the numbers in the tables that have no link, without places of lists, numbers of
// items and runs, and what the table by criterion repeats.
func unexplained(view *resultsView, page string) []string {
	allowed := make(map[string]int)
	for _, list := range view.Made {
		for _, u := range slices.Concat(list.Units, list.Next) {
			allowed[strconv.Itoa(u.Place)]++
		}
	}
	for _, u := range view.Units {
		allowed[strconv.Itoa(int(u.Item))] += 3
	}
	if view.Matrix != nil {
		for _, group := range view.Matrix.Groups {
			for _, row := range group.Rows {
				allowed[strconv.Itoa(row.Rank)]++
				allowed[row.Total]++
			}
		}
	}
	for _, run := range view.Voided {
		allowed[strconv.Itoa(int(run.Item))]++
		allowed[strconv.Itoa(int(run.Run))]++
	}
	left := atCuts(page)
	for _, cell := range regexp.MustCompile(`(?s)<(?:td class="num[^"]*"|dd)[^>]*>(.*?)</(?:td|dd)>`).FindAllStringSubmatch(page, -1) {
		text := strings.TrimSpace(regexp.MustCompile(`(?s)<a class="why".*?</a>|<small>.*?</small>|<code>.*?</code>|<[^>]*>`).ReplaceAllString(cell[1], " "))
		if number := regexp.MustCompile(`^[0-9][0-9.]*( · .*)?$`).FindString(text); number != "" {
			if allowed[number]--; allowed[number] < 0 {
				left = append(left, number)
			}
		}
	}
	return left
}

// atCuts are the numbers at the cuts of lists, and below them, that have no link.
func atCuts(page string) (left []string) {
	_, made, _ := strings.Cut(page, `<div class="made">`)
	made, _, _ = strings.Cut(made, `<section class="ranking`)
	for _, cell := range regexp.MustCompile(`(?s)<tr class="cut"><td[^>]*>(.*?)</td>|<p class="said">(.*?)</p>`).FindAllStringSubmatch(made, -1) {
		text := regexp.MustCompile(`(?s)<a class="why".*?</a>`).ReplaceAllString(cell[1]+cell[2], " ")
		left = append(left, regexp.MustCompile(`[0-9][0-9.]*[0-9]|[0-9]`).FindAllString(text, -1)...)
	}
	return left
}

// TestTheLineAboutARunThatWasSetAsideLeadsToItsBallots, on the session's page.
func TestTheLineAboutARunThatWasSetAsideLeadsToItsBallots(t *testing.T) {
	state := voting.NewState()
	for _, e := range evenings.Events(t, "secret") {
		if err := state.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	told := 0
	for i := range state.Items {
		for _, run := range pastRuns(state, &state.Items[i]) {
			for _, lang := range []string{"zh-CN", "en"} {
				view, _ := written(t, state, state.ShownVersion().Number, lang)
				pieces := view.PastLine(run)
				at := slices.IndexFunc(pieces, func(p piece) bool { return p.Text == strconv.Itoa(run.Ballots) && p.Why == run.Why && p.Why != "" })
				want := view.T("past.line", "run", run.Run, "ballots", run.Ballots, "by", run.By, "at", run.At, "reason", run.Reason)
				if at < 0 || together(pieces) != want {
					t.Errorf("%s: %+v, want a link in %s", lang, pieces, want)
				}
				told++
			}
		}
	}
	if told == 0 {
		t.Error("no run was set aside")
	}
}

// TestASentenceWithLinksKeepsWhatPeopleWrote, be it in brackets.
func TestASentenceWithLinksKeepsWhatPeopleWrote(t *testing.T) {
	p := deskPage{words: map[string]string{"desk.x": "{n} of {all}: {why}"}}
	got := p.pieces("x", map[string]piece{"n": {"3", "/a"}}, "all", 7, "why", "{n} {all}")
	if want := []piece{{"3", "/a"}, {" of 7: {n} {all}", ""}}; !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}
