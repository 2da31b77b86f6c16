package display

import "pingyi/voting"

// Results are the outcome of a session as programs read it, in the shape of the
// scenarios' expected results: what the desk gives out and what a bundle keeps.
type Results struct {
	Format    int                `json:"format" since:"2"` // of what follows: Format
	Title     string             `json:"title"`
	Rehearsal bool               `json:"rehearsal"`
	Version   int                `json:"version" since:"1"` // from 1; each correction is another
	Phase     voting.ResultPhase `json:"phase" since:"1"`
	Replaced  *Replacement       `json:"replaced,omitempty" since:"3"` // by a later one that was announced
	Issued    int                `json:"issued"`
	CheckedIn int                `json:"checked_in"`
	Collected int                `json:"collected" since:"1"` // ballots of all items together, and
	Valid     int                `json:"valid" since:"1"`     // those of them that count, and
	Void      int                `json:"void" since:"1"`      // those that do not
	Grades    []string           `json:"grades"`
	Ranked    string             `json:"ranked"` // among which units the ranks are
	Units     []UnitResult       `json:"units"`

	Selections []Selection `json:"selections,omitempty" since:"1"` // lists that the rulebook makes of the units

	Pending   []Tie                     `json:"pending,omitempty" since:"1"` // a result with any is not final
	Missing   []string                  `json:"missing,omitempty" since:"1"` // imported tables without a figure
	Left      []voting.ItemID           `json:"left,omitempty" since:"1"`    // items without a confirmed tally
	Refused   string                    `json:"refused,omitempty" since:"1"` // why the rulebook gives nobody a score
	Sources   []Source                  `json:"sources,omitempty" since:"1"` // of the imported tables
	Decisions []*voting.DecisionEntered `json:"decisions,omitempty" since:"1"`
	Vetoes    []*voting.UnitVetoed      `json:"vetoes,omitempty" since:"1"`
	Versions  []VersionLine             `json:"versions" since:"1"` // up to this one

	Provenance
}

// UnitResult is one unit that was confirmed.
type UnitResult struct {
	Unit        voting.UnitID    `json:"unit"`
	Name        string           `json:"name"`
	Class       voting.Class     `json:"class"`
	Counts      map[string][]int `json:"counts"` // empty where categories are hidden
	Blank       int              `json:"blank"`
	Ballots     int              `json:"ballots"`
	Expected    int              `json:"expected"` // cards that could vote when the item closed
	Exact       string           `json:"exact"`    // likewise
	Score       string           `json:"score"`
	Rank        int              `json:"rank"`
	RankInClass int              `json:"rank_in_class"`
	Issued      int              `json:"issued" since:"1"` // cards, likewise; Ballots are what was collected
	CheckedIn   int              `json:"checked_in" since:"1"`
	Valid       int              `json:"valid" since:"1"`
	Void        int              `json:"void" since:"1"`
	Named       []NamedResult    `json:"named,omitempty" since:"1"` // every other result by unit

	Item       voting.ItemID     `json:"item" since:"1"`
	Department voting.Department `json:"department,omitempty" since:"1"`
	ByGrade    []int             `json:"by_grade" since:"1"`         // marks of all categories and criteria
	Hidden     bool              `json:"hidden,omitempty" since:"1"` // not shown by category

	Criteria []CriterionResult `json:"criteria,omitempty"` // where there are several, or the unit's own
}

// CriterionResult is one criterion of a unit. Criterion is its number, or its
// label where all units have the same.
type CriterionResult struct {
	Criterion string           `json:"criterion"`
	Label     string           `json:"label"`
	Group     string           `json:"group,omitempty"`
	Counts    map[string][]int `json:"counts"`
	ByGrade   []int            `json:"by_grade" since:"1"`
	Blank     int              `json:"blank"`
	Exact     string           `json:"exact,omitempty"` // where the rulebook has a score for each
	Score     string           `json:"score,omitempty"`
}

// Format numbers what results have members for and how they hide. Whoever adds a member
// or hides in another way gives it the next number, so that what was given out before can
// still be recounted: see the formats in app/bundle. Results of formats 0 (before there were
// versions) and 1 do not say theirs.
const Format = 7

// hidesByBallots is the format from which few ballots of a category hide a unit
// whatever they say of it; before it was who marked a row alone.
const hidesByBallots = 2

// hidesParts is the format from which nothing is told of a hidden unit that rests on part of
// the categories.
const hidesParts = 3

// keepsPlaces is the format from which a figure has the places of the step that rounded it
// through steps that only keep it or add to it; before, 80.00 became 80 there.
const keepsPlaces = 5

// tiesApart is the format from which a tie says of which criterion it is; before, one line stood for
// those of all criteria among the same units.
const tiesApart = 6

// exactUnfilled is the format from which the exact figure of one that was filled to 100 is the part as it
// was; before, it was the filled one.
const exactUnfilled = 7

// asksInTurn is the format from which a list that rests on a tie has no tie of its own that waits, until that
// one is decided.
const asksInTurn = 7

// ResultsOf gives the version that may be shown: the newest that was announced,
// and the first as long as none was.
func ResultsOf(s *voting.State) Results { return ResultsOfVersion(s, s.ShownVersion().Number) }

// ResultsOfVersion counts what was confirmed, in one of the versions that there
// are. It is for those who work on the result, not for the screens. A unit whose
// breakdown would tell on somebody has no counts by category, and no exact score
// either, since its digits are an equation for them; nor have those that are
// measured against it.
func ResultsOfVersion(s *voting.State, number int) Results {
	return ResultsFrom(s, number, s.OutcomeOf(number))
}

// ResultsFrom is ResultsOfVersion for whoever has worked out that version already.
func ResultsFrom(s *voting.State, number int, outcome voting.Outcome) Results {
	return resultsOf(s, number, outcome, today(&s.Session))
}

// ResultsIn gives a version with what results of an earlier format hid. Members that
// came later are in it all the same.
func ResultsIn(s *voting.State, number, format int) Results {
	return resultsOf(s, number, s.OutcomeOf(number), veil{&s.Session, format})
}

func resultsOf(s *voting.State, number int, outcome voting.Outcome, v veil) Results {
	r := Results{Format: Format, Title: s.Session.Title, Rehearsal: s.Session.Rehearsal, Ranked: "confirmed", Grades: []string{}, Units: []UnitResult{}, Provenance: provenanceOf(s)}
	r.Issued, r.CheckedIn = s.Issued()
	for _, grade := range s.Session.Rulebook.Grades {
		r.Grades = append(r.Grades, grade.Label)
	}
	r.addVersion(s, s.Version(number))
	r.addPending(outcome, v.format)
	board := outcome.Rows
	for i, row := range board {
		u := UnitResult{
			Unit: row.Unit.ID, Name: row.Unit.Name, Class: row.Unit.Class, Rank: row.Rank, RankInClass: row.RankInClass,
			Counts: make(map[string][]int), Blank: row.Tally.Blanks(), Ballots: row.Tally.Total(), Expected: s.ExpectedFor(row.Item, row.Unit.ID),
			Void: row.Tally.Voids(),
			Item: row.Item, Department: row.Unit.Department, ByGrade: row.Tally.ByGrade(),
		}
		r.turnout(&u, s.Item(row.Item), i == 0 || board[i-1].Item != row.Item)
		u.Score = v.printed(board, row, "score", row.Score)
		detailed := v.lifted(row.Tally)
		u.Hidden = !detailed
		exactly := func(result string) bool { return v.exactly(board, row, result) }
		u.Criteria = v.criteriaOf(board, row, detailed)
		for i := range row.Tally.Counts {
			if detailed {
				u.Counts[s.Session.Rulebook.Categories[i].Label] = row.Tally.CategoryByGrade(i)
			}
		}
		if row.Score.Has() && exactly("score") {
			u.Exact = v.exact(row.Score)
		}
		u.addNamed(v, board, row)
		r.Units = append(r.Units, u)
	}
	r.Selections = selections(v, board)
	return r
}

// addNamed adds the other results of a unit. A figure that no step has rounded has
// digits like an exact score, and one of part of the categories is as good as theirs.
func (u *UnitResult) addNamed(v veil, board []voting.Row, row voting.Row) {
	for _, named := range row.Named {
		if named.List || v.exactly(board, row, named.Name) || v.rough(named) && !v.untold(board, row, named.Name) {
			u.Named = append(u.Named, NamedResult{Name: named.Table, Text: v.text(named.Cell)})
		}
	}
}

// rough reports whether a result says less than the digits of an exact figure: what is
// rounded, and from the format on that hides parts a word, which is what is announced.
func (v veil) rough(named voting.NamedCell) bool {
	return named.Cell.Rounded || v.format >= hidesParts && v.session.Rulebook.SaysWords(named.Name)
}

// criteriaOf is nil where one thing is asked of every unit: the unit says it all.
// Counts by category and exact scores are there only where the unit's are.
func (v veil) criteriaOf(board []voting.Row, row voting.Row, detailed bool) []CriterionResult {
	rb := v.session.Rulebook
	if !rb.Rows() {
		return nil
	}
	var all []CriterionResult
	const result = "criterion score"
	for k, criterion := range rb.CriteriaOf(row.Unit) {
		r := CriterionResult{
			Criterion: criterion.Key(), Label: criterion.Label, Group: criterion.Group,
			Counts: make(map[string][]int), ByGrade: row.Tally.CriterionByGrade(k), Blank: row.Tally.CriterionBlanks(k),
		}
		for i, criteria := range row.Tally.Counts {
			if detailed {
				r.Counts[rb.Categories[i].Label] = criteria[k]
			}
		}
		if row.Criteria != nil && row.Criteria[k].Has() {
			r.Score = v.printed(board, row, result, row.Criteria[k])
			if v.exactly(board, row, result) {
				r.Exact = v.exact(row.Criteria[k])
			}
		}
		all = append(all, r)
	}
	return all
}
