package display

import (
	"math/big"
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

// BarsScene is the counts of a unit by grade, as far as they may be seen.
type BarsScene struct {
	Named
	Level    string     `json:"level"` // hidden, percent, votes
	Bars     []SceneBar `json:"bars"`
	Ballots  int        `json:"ballots"`
	Expected int        `json:"expected"`
	State    string     `json:"state"`
	Held     bool       `json:"held,omitempty"` // as of a countdown
	Deadline int64      `json:"deadline"`
	Seal     string     `json:"seal"`
}

// SceneBar is one grade. What its level hides it has not.
type SceneBar struct {
	Label    string `json:"label"`
	Count    *int   `json:"count,omitempty"`
	Share    string `json:"share,omitempty"` // with one decimal; all together are 100.0
	Permille *int   `json:"permille,omitempty"`
	InBase   bool   `json:"in_base"`
}

// The levels of bars, each a step.
const (
	levelHidden  = "hidden"
	levelPercent = "percent"
	levelVotes   = "votes"

	barSteps = 3
)

func (o output) liveBars(cue onair.Cue) drawing {
	about := o.subject(cue)
	s := BarsScene{Named: about.Named, Level: levelHidden, State: o.standing(about), Held: o.held(), Seal: about.seal()}
	s.Place = about.within()
	tally, visible := o.tally(about)
	if visible {
		s.Level = []string{levelHidden, levelPercent, levelVotes}[inside(cue.Step, barSteps)]
	}
	s.Bars = o.sceneBars(tally.ByGrade(), s.Level)
	if about.item != nil {
		s.Ballots, s.Expected, s.Deadline = about.item.Tally.Total(), o.expected(about.item), o.closes(about.item)
	}
	return paged(s, true, cue.Step, barSteps, about.key()...)
}

// sceneBars gives a bar for each grade of the rulebook, in its order, with the counts at a level.
func (o output) sceneBars(counts []int, level string) []SceneBar {
	bars := []SceneBar{}
	shares := Permille(counts)
	for i, grade := range o.State.Session.Rulebook.Grades {
		bar := SceneBar{Label: grade.Label, InBase: grade.InBase}
		if level != levelHidden && i < len(counts) {
			bar.Share, bar.Permille = Percent(shares[i]), &shares[i]
		}
		if level == levelVotes && i < len(counts) {
			bar.Count = &counts[i]
		}
		bars = append(bars, bar)
	}
	return bars
}

// VerdictScene is one question from its words to the word that answers it.
type VerdictScene struct {
	Hidden bool `json:"hidden"` // the step shows what the readers may not see
	Named
	Question  string     `json:"question"` // empty where there is but the unit itself
	Level     string     `json:"level"`
	Bars      []SceneBar `json:"bars"`
	Threshold *Threshold `json:"threshold,omitempty"`
	Outcome   string     `json:"outcome,omitempty"` // the word of the rulebook, in the last step
	State     string     `json:"state"`
	Held      bool       `json:"held,omitempty"` // as of a countdown
}

// Threshold is how much the first word of a verdict takes.
type Threshold struct {
	Permille  int    `json:"permille"`
	Text      string `json:"text"` // as a share or a score, such as 50
	Of        string `json:"of"`   // the figure that is compared, as the rulebook calls it
	Label     string `json:"label"`
	Inclusive bool   `json:"inclusive"` // at least that much, and not more than it
	Share     bool   `json:"share"`     // a percentage, and no score
	OnBars    bool   `json:"on_bars"`   // which the bars show, so that it has its place on them
}

// The steps of a verdict.
const (
	verdictQuestion = iota
	verdictVoting
	verdictSplit
	verdictOutcome
	verdictSteps
)

func (o output) verdict(cue onair.Cue) drawing {
	about, step := o.subject(cue), inside(cue.Step, verdictSteps)
	s := VerdictScene{Named: about.Named, Level: levelHidden, State: o.standing(about), Held: o.held()}
	tally, visible := o.tally(about)
	counts := tally.ByGrade()
	criteria := o.State.Session.Rulebook.CriteriaOf(about.unit)
	k := o.criterion(about.unit, cue.List)
	if len(criteria) == 1 {
		k = 0
	}
	if k >= 0 {
		s.Question = criteria[k].Label
		if visible {
			counts = tally.CriterionByGrade(k)
		}
	}
	if len(cue.Text) > 0 {
		s.Question = cut(cue.Text[0], crawlRunes)
	}
	finding, judged := o.finding(cue.List, k >= 0 && len(criteria) > 1) // of one among several there is another word than of all
	if judged {
		s.Threshold = o.threshold(finding)
	}
	s.Hidden = step >= verdictSplit && !visible
	if step >= verdictSplit && visible {
		s.Level = levelVotes
	}
	if step == verdictOutcome {
		word, known := o.word(about, finding, k)
		s.Hidden = s.Hidden || !known
		if judged {
			s.Outcome = word
		}
	}
	if s.Hidden {
		s.Level, s.Outcome = levelHidden, ""
	}
	s.Bars = o.sceneBars(counts, s.Level)
	return paged(s, !s.Hidden, step, verdictSteps, append(about.key(), s.Question)...)
}

// criterion is which criterion of a unit has a name, -1 when none has.
func (o output) criterion(unit voting.Unit, name string) int {
	return slices.IndexFunc(o.State.Session.Rulebook.CriteriaOf(unit), func(c voting.Criterion) bool { return name != "" && c.Key() == name })
}

// finding is the verdict that the rulebook gives on units, or on each of their criteria: the
// one of that name, else the one that is called a verdict, else the only one.
func (o output) finding(name string, each bool) (voting.Finding, bool) {
	all := slices.DeleteFunc(o.State.Session.Rulebook.Findings(), func(f voting.Finding) bool { return f.Each != each })
	for _, want := range []string{name, "verdict"} {
		for _, finding := range all {
			if finding.Result == want || finding.Table == want {
				return finding, true
			}
		}
	}
	if len(all) == 1 {
		return all[0], true
	}
	return voting.Finding{}, false
}

func (o output) threshold(f voting.Finding) *Threshold {
	if f.Bound == nil {
		return nil
	}
	full := o.fullScore()
	if f.Share {
		full = big.NewRat(100, 1)
	}
	return &Threshold{Permille: tickAt(f.Bound, full, f.Inclusive), Text: Approximate(plain(f.Bound)), Of: f.Of, Label: f.Label, Inclusive: f.Inclusive, Share: f.Share, OnBars: f.OfMarks}
}

// word is what the rulebook says of a unit in one of its verdicts, or of its criterion k; false
// while the readers may not see the unit's result, or what the word rests on.
func (o output) word(about subject, f voting.Finding, k int) (string, bool) {
	rows, row, found := o.row(about.unit.ID)
	if !o.tells(f.Result) {
		return "", false
	}
	for _, named := range row.Named {
		if named.Name == f.Result && !Untold(&o.State.Session, rows, row, f.Result) {
			return named.Cell.Text, found
		}
	}
	for _, words := range row.Words {
		if words.Name == f.Result && !Untold(&o.State.Session, rows, row, f.Result) && k >= 0 && k < len(words.Cells) {
			return words.Cells[k].Text, found
		}
	}
	return "", found
}

// plain writes a number as a decimal where it has an end, else as a fraction.
func plain(value *big.Rat) string {
	if places, ends := value.FloatPrec(); ends {
		return value.FloatString(places)
	}
	return value.RatString()
}
