package voting_test

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"pingyi/voting"
)

// resultVerbs are the commands about the result of a session.
func resultVerbs() map[string]verb {
	return map[string]verb{
		"figures": {4, (*script).figuresVerb}, "lot": {6, decisionVerb("lot")}, "re-vote": {6, decisionVerb("re-vote")},
		"veto": {5, (*script).vetoVerb}, "lift": {3, (*script).liftVerb}, "result": {1, (*script).resultVerb},
		"present": {1, (*script).presentVerb},
	}
}

// composite is a rulebook by which people add to the counts: 70 parts are the
// hall's, 30 come from the daily record, ties are drawn by lot, and a unit can be
// taken out. By hallAlone nothing comes from elsewhere; by votedAgain
// a fresh vote goes before the draw, and each category has places of its own. Shares of those present decide
// by the last one.
const (
	hallAlone = `
	"steps": [
		{"name": "类内平均", "do": "mean", "of": "marks"},
		{"name": "现场", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
		{"name": "得分", "do": "veto", "of": "现场"},
		{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high", "ties": ["lot"]}],`
	composite = `
	"imported": [{"name": "日常", "axes": ["unit"]}],
	"steps": [
		{"name": "类内平均", "do": "mean", "of": "marks"},
		{"name": "现场", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
		{"name": "综合", "do": "weighted mean", "parts": [{"of": "现场", "weight": 70}, {"of": "日常", "weight": 30}], "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
		{"name": "得分", "do": "veto", "of": "综合"},
		{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high", "ties": ["lot"]}],`
	votedAgain = `
	"steps": [
		{"name": "类内平均", "do": "mean", "of": "marks"},
		{"name": "得分", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
		{"name": "各类名次", "do": "rank", "of": "类内平均", "inside": "all", "style": "1224", "first": "high", "ties": ["lot"]},
		{"name": "名次和", "do": "sum", "of": "各类名次", "over": "category", "missing": "renormalise"},
		{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high", "ties": ["re-vote", {"by": "名次和", "first": "low"}, "lot"]}],`
	ofThosePresent = `
	"steps": [
		{"name": "各类票", "do": "sum", "of": "collected", "over": "category"},
		{"name": "得分", "do": "share", "of": "各类票", "base": "checked in", "round": {"places": 2, "mode": "half up"}},
		{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],`
)

// rulebookTwo is one of the rulebooks above as a whole.
func (s *script) rulebookTwo() string {
	categories := make([]string, len(s.categories))
	for i, label := range s.categories {
		categories[i] = fmt.Sprintf(`{"label":%q,"seats":10,"weight":%s}`, label, s.weights[i])
	}
	return fmt.Sprintf(`{"rulebook": 2, "title": "公开评议", "mode": "stage", "secrecy": %q, "one_vote": %s, "reveal": %q,
		"ballot": {"sheet": "one unit", "grades": [{"label": "满意", "points": 100}, {"label": "基本满意", "points": 80},
			{"label": "不满意", "points": 30}, {"label": "不了解", "in_base": false}]},
		"categories": [%s], %s "result": {"score": "得分", "rank": "名次"}}`,
		s.secrecy, s.rules, s.reveal, strings.Join(categories, ","), s.steps)
}

// cut splits "W001 W002 by 监票人 record 记录一" at the words in order.
func cut(words []string, at ...string) ([][]string, error) {
	var parts [][]string
	for _, word := range at {
		i := 0
		for ; i < len(words) && words[i] != word; i++ {
		}
		if i == len(words) {
			return nil, fmt.Errorf("the word %q is missing", word)
		}
		parts, words = append(parts, words[:i]), words[i+1:]
	}
	return append(parts, words), nil
}

// figuresVerb: figures TABLE from SOURCE: W001=90 W002=88.5
func (s *script) figuresVerb(words []string) ([]string, error) {
	c := voting.EnterFigures{Act: s.stamp(), Table: words[0], Source: strings.TrimSuffix(words[2], ":")}
	for _, word := range words[3:] {
		if word == "nothing" {
			continue
		}
		label, value, _ := strings.Cut(word, "=")
		c.Cells = append(c.Cells, voting.EnteredFigure{At: []string{label}, Value: value})
	}
	return s.say(c)
}

// decisionVerb: lot STEP: W002 W001=W003 by WHO record WHERE, of which criterion behind the step: STEP/履职
func decisionVerb(kind string) func(*script, []string) ([]string, error) {
	return func(s *script, words []string) ([]string, error) {
		parts, err := cut(words[1:], "by", "record")
		if err != nil {
			return nil, err
		}
		c := voting.EnterDecision{
			Act: s.stamp(), Kind: kind, Author: strings.Join(parts[1], " "), Record: strings.Join(parts[2], " "),
		}
		at := strings.Split(strings.TrimSuffix(words[0], ":"), "/")
		c.Step, c.Where = at[0], at[1:]
		for _, field := range parts[0] {
			var level []voting.UnitID
			for _, unit := range strings.Split(field, "=") {
				level = append(level, voting.UnitID(unit))
			}
			if c.Order = append(c.Order, level...); len(level) > 1 {
				c.Level = append(c.Level, level)
			}
		}
		return s.say(c)
	}
}

// vetoVerb: veto UNIT by WHO because REASON
func (s *script) vetoVerb(words []string) ([]string, error) {
	parts, err := cut(words[1:], "by", "because")
	if err != nil {
		return nil, err
	}
	return s.say(voting.VetoUnit{Act: s.stamp(), Unit: voting.UnitID(words[0]), Author: strings.Join(parts[1], " "), Reason: strings.Join(parts[2], " ")})
}

// liftVerb: lift UNIT because REASON
func (s *script) liftVerb(words []string) ([]string, error) {
	return s.say(voting.LiftVeto{Act: s.stamp(), Unit: voting.UnitID(words[0]), Reason: strings.Join(words[2:], " ")})
}

// resultVerb: result confirm [because REASON] | announce | notice DAYS | certify |
// correct because REASON | abandon because REASON | show [VERSION] | versions
func (s *script) resultVerb(words []string) ([]string, error) {
	reason := ""
	if len(words) > 2 && words[1] == "because" {
		reason = strings.Join(words[2:], " ")
	}
	switch words[0] {
	case "confirm":
		return s.say(voting.ConfirmResult{Act: s.scrutineer(), Reason: reason})
	case "announce":
		return s.say(voting.AnnounceResult{Act: s.stamp()})
	case "notice":
		days, err := strconv.Atoi(words[1])
		if err != nil {
			return nil, err
		}
		return s.say(voting.StartNotice{Act: s.stamp(), Days: days, Until: s.now + int64(days)*86400})
	case "certify":
		return s.say(voting.CertifyResult{Act: s.stamp()})
	case "correct":
		return s.say(voting.CorrectResult{Act: s.stamp(), Reason: reason})
	case "abandon":
		return s.say(voting.AbandonCorrection{Act: s.stamp(), Reason: reason})
	case "versions":
		return s.versions(), nil
	case "show":
		number := s.state.LastVersion().Number
		if len(words) > 1 {
			number, _ = strconv.Atoi(words[1])
		}
		return s.outcome(number), nil
	}
	return nil, fmt.Errorf("nothing is done to a result with %s", words[0])
}

// versions prints what became of each version, and which of them is shown.
func (s *script) versions() []string {
	var said []string
	for i := range s.state.Versions {
		v := &s.state.Versions[i]
		line := fmt.Sprintf("version %d: %s", v.Number, v.Phase())
		if v.Reason != "" {
			line += fmt.Sprintf(", because %s (%s)", v.Reason, v.Opened.By)
		}
		if v.Announced() && s.state.ShownVersion() == v {
			line += ", on the screens"
		}
		said = append(said, line)
		for _, step := range v.Steps {
			line := fmt.Sprintf("  %s by %s, %s", step.Phase, step.By, step.Role)
			if step.Phase == voting.VersionAbandoned {
				line += ", because " + step.Reason
			} else if step.Reason != "" {
				line += ", although " + step.Reason
			}
			if step.Days > 0 {
				line += fmt.Sprintf(", for %d days until %s", step.Days, time.Unix(step.Until, 0).UTC().Format("2006-01-02 15:04"))
			}
			said = append(said, line)
		}
	}
	return said
}

// outcome prints a version: the units by rank, then what is outstanding.
func (s *script) outcome(number int) []string {
	o := s.state.OutcomeOf(number)
	said := []string{fmt.Sprintf("version %d", number)}
	said = append(said, s.ranked(o.Rows)...)
	v := s.state.Version(number)
	for _, f := range v.Figures {
		said = append(said, fmt.Sprintf("%d figures of %s from %s", len(f.Cells), f.Table, f.Source))
	}
	for _, d := range v.Decisions {
		said = append(said, fmt.Sprintf("%s of %s: %s, by %s, see %s", d.Kind, strings.Join(append([]string{d.Step}, d.Where...), "/"), d.Counted().Said(" "), d.Author, d.Record))
	}
	for _, veto := range v.Vetoes {
		said = append(said, fmt.Sprintf("%s is taken out by %s: %s", veto.Unit, veto.Author, veto.Reason))
	}
	for _, tie := range o.Ties {
		said = append(said, fmt.Sprintf("waits for a %s of %s: %s", tie.Kind, strings.Join(append([]string{tie.Step}, tie.Where...), "/"), joined(tie.Units)))
	}
	for _, table := range o.Missing {
		said = append(said, "waits for the figures of "+table)
	}
	for _, item := range o.Left {
		said = append(said, fmt.Sprintf("item %d has no confirmed tally", item))
	}
	return said
}

func joined(units []voting.UnitID) string {
	names := make([]string, len(units))
	for i, id := range units {
		names[i] = string(id)
	}
	return strings.Join(names, " ")
}

// presentVerb prints who was there when an item closed.
func (s *script) presentVerb(words []string) ([]string, error) {
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	var said []string
	for c, t := range s.state.Item(id).Turnout {
		said = append(said, fmt.Sprintf("%s: %d cards, %d checked in", s.categories[c], t.Issued, t.CheckedIn))
	}
	return said, nil
}
