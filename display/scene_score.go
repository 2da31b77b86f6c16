package display

import (
	"slices"

	"pingyi/onair"
	"pingyi/voting"
)

// ScoreScene is the score of one unit.
type ScoreScene struct {
	Hidden bool `json:"hidden"`
	Named
	Score       string           `json:"score"` // empty when nobody had an opinion
	Rank        int              `json:"rank"`  // 0 without one
	Of          int              `json:"of"`
	RankInClass int              `json:"rank_in_class"`
	OfClass     int              `json:"of_class"`
	Class       voting.Class     `json:"class"`
	Valid       int              `json:"valid"`
	Void        int              `json:"void"`
	Blank       int              `json:"blank"`
	Bars        []SceneBar       `json:"bars"`
	Marks       int              `json:"marks,omitempty"` // where a ballot has several marks: how many the bars are of
	Criteria    []CriterionScore `json:"criteria,omitempty"`
	Seal        string           `json:"seal"`
	Corrected   bool             `json:"corrected"`              // the result was corrected once, and announced again
	Instead     string           `json:"instead,omitempty"`      // hidden: why there is no score, where it is not only to be waited for
	Revote      bool             `json:"revote,omitempty"`       // it is of a run anew: the one before was set aside
	Tie         bool             `json:"tie,omitempty"`          // another unit has the same place, and may be seen
	ClassTie    bool             `json:"class_tie,omitempty"`    // likewise in the class
	SoFar       bool             `json:"so_far,omitempty"`       // the place is one among fewer units than there are
	ClassSoFar  bool             `json:"class_so_far,omitempty"` // so is that in the class
}

func (o output) scoreCard(cue onair.Cue) drawing {
	about := o.subject(cue)
	s := ScoreScene{Hidden: true, Named: about.Named, Class: about.unit.Class, Bars: []SceneBar{}, Seal: about.seal(), Instead: about.instead()}
	if result := o.resultOf(about); result != nil {
		s.Hidden, s.Instead, s.Revote = false, "", about.anew()
		s.Score, s.Criteria = result.Score, result.Criteria
		s.Rank, s.Of, s.RankInClass, s.OfClass = result.Rank, result.Of, result.RankInClass, result.OfClass
		s.Tie, s.ClassTie = result.Tie, result.ClassTie
		if tally, visible := o.tally(about); visible { // of who came out by the ranking alone there are no counts
			s.Valid, s.Void, s.Blank = tally.Valid(), tally.Voids(), tally.Blanks()
			s.Bars = o.sceneBars(tally.ByGrade(), levelVotes)
			s.Marks = marksApart(tally)
		}
		s.Corrected = o.ShownVersion().Number > 1
		s.SoFar = result.Rank > 0 && result.Of < len(o.Items) && !about.item.Whole() && !o.official("")
		s.ClassSoFar = result.RankInClass > 0 && result.OfClass < sizeOf(&o.State.Session, about.unit.Class) && !about.item.Whole() && !o.official(about.unit.Class)
	}
	return one(s, !s.Hidden, about.key()...)
}

// marksApart is how many marks were made where a ballot has several of them, which is another number than that of
// the ballots; 0 where each has one.
func marksApart(tally voting.Tally) int {
	marks := 0
	for _, criteria := range tally.Counts {
		if len(criteria) < 2 {
			return 0
		}
	}
	for _, count := range tally.ByGrade() {
		marks += count
	}
	return marks
}

// Why a card has no score.
const (
	insteadVoid   = "void"   // its run was set aside
	insteadRevote = "revote" // and it runs anew
)

// instead says why a subject has no score that there may have been: whoever saw one is told that it does not
// stand. It is empty where nothing was set aside.
func (s subject) instead() string {
	switch {
	case s.item == nil:
		return ""
	case s.item.Phase == voting.PhaseVoid:
		return insteadVoid
	case s.anew():
		return insteadRevote
	}
	return ""
}

// anew reports whether the item of a subject runs again.
func (s subject) anew() bool { return s.item != nil && s.item.Run > 1 }

// anew reports whether the item of a unit ran again. A form is of all units: that it did is said where it is shown.
func (o output) anew(unit voting.UnitID) bool {
	return slices.ContainsFunc(o.Items, func(item voting.ItemState) bool { return !item.Whole() && item.Unit == unit && item.Run > 1 })
}

// resultOf is the result of a subject, nil while the readers may not see it. A unit of a form
// is placed among all of them, and so is who came out by a ranking or was announced. A score that awaits the announcement is there for those alone who
// see what the result comes to by now.
func (o output) resultOf(about subject) *Result {
	if about.item == nil {
		return nil
	}
	if !about.item.Whole() && !o.AwaitsAnnouncement() && !o.settled(about.unit) {
		return o.result(about.item)
	}
	rows, row, found := o.row(about.unit.ID)
	switch {
	case !found:
		return nil
	case !row.Score.Has():
		return &Result{}
	}
	result := &Result{Score: Approximate(Printed(&o.State.Session, rows, row, "score", row.Score)), Criteria: o.criteria(rows, row)}
	place(result, rows, row)
	o.among(result, about.unit)
	return result
}
