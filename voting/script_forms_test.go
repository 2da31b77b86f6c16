package voting_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pingyi/voting"
)

// formScript gathers what a session with one form for all units says besides.
type formScript struct {
	kind          string // "form" of grades or "choice"; "" where units come one by one
	criteria      []string
	lists         []string
	patterns      []string
	opens, closes int64
}

// criterionVerb: criterion NAME weight N
func (s *script) criterionVerb(words []string) ([]string, error) {
	s.form.criteria = append(s.form.criteria, fmt.Sprintf(`{"label":%q,"weight":%s}`, words[0], words[2]))
	return nil, nil
}

// listVerb: list NAME at-least N at-most N
func (s *script) listVerb(words []string) ([]string, error) {
	s.form.lists = append(s.form.lists, fmt.Sprintf(`{"list":%q,"at_least":%s,"at_most":%s}`, words[0], words[2], words[4]))
	return nil, nil
}

// patternVerb: pattern all-equal, pattern all GRADE, pattern at-most N GRADE (percent)
func (s *script) patternVerb(words []string) ([]string, error) {
	rule := `{"void_if_all_equal":true}`
	switch words[0] {
	case "all":
		rule = fmt.Sprintf(`{"void_if_all":%q}`, words[1])
	case "at-most":
		rule = fmt.Sprintf(`{"at_most":{"grade":%q,"percent":%s}}`, words[2], words[1])
	}
	s.form.patterns = append(s.form.patterns, rule)
	return nil, nil
}

// fromVerb: from SECOND to SECOND, the hours of a self-paced form
func (s *script) fromVerb(words []string) ([]string, error) {
	opens, err := strconv.ParseInt(words[0], 10, 64)
	if err != nil {
		return nil, err
	}
	closes, err := strconv.ParseInt(words[2], 10, 64)
	s.form.opens, s.form.closes = eveningBegins+opens, eveningBegins+closes
	return nil, err
}

func (s *script) formRulebook() string {
	head := fmt.Sprintf(`{"rulebook": 2, "title": "双评", "mode": "self-paced", "secrecy": %q, "one_vote": %s,
		"recusal": "a representative whose employer is the unit's department has no row for it",`, s.secrecy, s.rules)
	if s.form.kind == "choice" {
		return head + fmt.Sprintf(`"ballot": {"sheet": "all units", "over_vote": "void ballot", "choose": [%s]},
			"steps": [
				{"name": "得票率", "do": "share", "of": "ticks", "list": "最佳", "base": "valid", "round": {"places": 2, "mode": "half up"}},
				{"name": "名次", "do": "rank", "of": "得票率", "inside": "all", "style": "1224", "first": "high"},
				{"name": "两佳", "do": "cut", "of": "得票率", "inside": "all", "first": "high", "take": 2, "tied_at_the_cut": "expand"}],
			"result": {"score": "得票率", "rank": "名次", "two best": "两佳"}}`, strings.Join(s.form.lists, ","))
	}
	categories := make([]string, len(s.categories))
	for i, label := range s.categories {
		categories[i] = fmt.Sprintf(`{"label":%q,"weight":%s}`, label, s.weights[i])
	}
	patterns := ""
	if s.form.patterns != nil {
		patterns = `, "patterns": [` + strings.Join(s.form.patterns, ",") + `]`
	}
	return head + fmt.Sprintf(`"ballot": {"sheet": "all units", "criteria": [%s], "grades": [{"label":"满意","points":100},
			{"label":"基本满意","points":80},{"label":"不满意","points":30},{"label":"不了解","in_base":false}]%s},
		"categories": [%s],
		"steps": [
			{"name": "类内平均", "do": "mean", "of": "marks"},
			{"name": "类别加权", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise"},
			{"name": "得分", "do": "weighted mean", "of": "类别加权", "over": "criterion", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
			{"name": "类内名次", "do": "rank", "of": "得分", "inside": "class", "style": "1224", "first": "high"}],
		"result": {"score": "得分", "rank in class": "类内名次"}}`,
		strings.Join(s.form.criteria, ","), patterns, strings.Join(categories, ","))
}

// fills casts a ballot: "A fills W001 满意 - W002 不满意 满意", a grade for each
// criterion of a unit and - for a blank; or "A fills 最佳 W001 W002 最差 W003". What
// is not named is blank. At the end "as void" hands it in even if it is void, and
// "as NAME" sends an earlier ballot again.
func (s *script) fills(card string, words []string) ([]string, error) {
	item := s.state.Staged()
	if item == nil {
		return nil, fmt.Errorf("no item is on stage")
	}
	s.ballots[card]++
	ballot, voidOK := fmt.Sprint("ballot ", s.ballots[card]), false
	for len(words) > 1 && words[len(words)-2] == "as" {
		if word := words[len(words)-1]; word == "void" {
			voidOK = true
		} else {
			ballot = word
		}
		words = words[:len(words)-2]
	}
	marks, err := s.formMarks(s.state.Form(item.ID), words)
	if err != nil {
		return nil, err
	}
	return s.cast(&voting.CastBallot{
		Item: item.ID, Run: item.Run, Card: cardID(card), Device: deviceOf(s.phones[card]), Tag: tagOf(item.ID, item.Run, card),
		Salt: saltOf(card, ballot), Marks: marks, At: s.now, VoidOK: voidOK,
	})
}

func (s *script) formMarks(form voting.Form, words []string) (voting.Marks, error) {
	marks := []byte(strings.Repeat("\xff", len(form.Rows)))
	list, unit, criterion := "", "", 0
	for _, word := range words {
		isUnit := slices.ContainsFunc(form.Units, func(u voting.Unit) bool { return string(u.ID) == word })
		switch {
		case slices.ContainsFunc(form.Lists, func(l voting.List) bool { return l.Label == word }):
			list = word
			continue
		case isUnit && form.Lists == nil:
			unit, criterion = word, 0
			continue
		case isUnit:
			unit = word
		}
		n := -1
		for i, row := range form.Rows {
			if string(row.Unit) != unit || row.List != list {
				continue
			}
			if n++; n == criterion {
				switch {
				case list != "":
					marks[i] = voting.Tick
				case word != "-":
					marks[i] = s.grade(word)[0]
				}
			}
		}
		if list == "" {
			criterion++
		}
	}
	return voting.Marks(marks), nil
}

// formVerb prints the counts of a form unit by unit: form N
func (s *script) formVerb(words []string) ([]string, error) {
	id, err := itemID(words[0])
	if err != nil {
		return nil, err
	}
	item := s.state.Item(id)
	var said []string
	for _, row := range s.state.Board(item.Phase) {
		line := fmt.Sprintf("%s %s, %d could vote:", row.Unit.ID, row.Unit.Name, s.state.ExpectedFor(id, row.Unit.ID))
		form := s.state.Form(id)
		labels := form.Rows
		labels = slices.DeleteFunc(slices.Clone(labels), func(r voting.FormRow) bool { return r.Unit != row.Unit.ID })
		for k, r := range labels {
			line += fmt.Sprintf(" %s%s %v", r.Criterion.Label, r.List, row.Tally.CriterionByGrade(k))
			if n := row.Tally.CriterionBlanks(k); n > 0 && form.Lists == nil {
				line += fmt.Sprintf(" blank %d", n)
			}
		}
		said = append(said, line)
	}
	return said, nil
}

// formBoard prints class after class, and what else the rulebook says of a unit.
func (s *script) formBoard(rows []voting.Row) []string {
	slices.SortStableFunc(rows, func(a, b voting.Row) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Unit.Class, b.Unit.Class), cmp.Compare(a.RankInClass, b.RankInClass))
	})
	var said []string
	for _, row := range rows {
		line := fmt.Sprintf("%s  rank %d (in class %d)  %s %s  score %s", row.Unit.Class, row.Rank, row.RankInClass, row.Unit.ID, row.Unit.Name, row.Score.Text)
		for _, named := range row.Named {
			if named.Place > 0 {
				line += fmt.Sprintf("  %s (%s): place %d by %s", named.Table, named.Name, named.Place, named.By.Text)
			}
		}
		said = append(said, strings.TrimSpace(line))
	}
	return said
}
