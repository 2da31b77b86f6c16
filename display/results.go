package display

import "pingyi/voting"

// Results are the outcome of a session as programs read it, in the shape of the
// scenarios' expected results: what the desk gives out and what a bundle keeps.
type Results struct {
	Title     string             `json:"title"`
	Rehearsal bool               `json:"rehearsal"`
	Version   int                `json:"version"` // from 1; each correction is another
	Phase     voting.ResultPhase `json:"phase"`
	Issued    int                `json:"issued"`
	CheckedIn int                `json:"checked_in"`
	Collected int                `json:"collected"` // ballots of all items together, and
	Valid     int                `json:"valid"`     // those of them that count, and
	Void      int                `json:"void"`      // those that do not
	Grades    []string           `json:"grades"`
	Ranked    string             `json:"ranked"` // among which units the ranks are
	Units     []UnitResult       `json:"units"`

	Selections []Selection `json:"selections,omitempty"` // lists that the rulebook makes of the units

	Pending   []Tie                     `json:"pending,omitempty"` // a result with any is not final
	Missing   []string                  `json:"missing,omitempty"` // imported tables without a figure
	Left      []voting.ItemID           `json:"left,omitempty"`    // items without a confirmed tally
	Refused   string                    `json:"refused,omitempty"` // why the rulebook gives nobody a score
	Sources   []Source                  `json:"sources,omitempty"` // of the imported tables
	Decisions []*voting.DecisionEntered `json:"decisions,omitempty"`
	Vetoes    []*voting.UnitVetoed      `json:"vetoes,omitempty"`
	Versions  []VersionLine             `json:"versions"` // up to this one

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
	Issued      int              `json:"issued"` // cards, likewise; Ballots are what was collected
	CheckedIn   int              `json:"checked_in"`
	Valid       int              `json:"valid"`
	Void        int              `json:"void"`
	Named       []NamedResult    `json:"named,omitempty"` // every other result by unit

	Item       voting.ItemID     `json:"item"`
	Department voting.Department `json:"department,omitempty"`
	ByGrade    []int             `json:"by_grade"`         // marks of all categories and criteria
	Hidden     bool              `json:"hidden,omitempty"` // not shown by category

	Criteria []CriterionResult `json:"criteria,omitempty"` // where there are several, or the unit's own
}

// CriterionResult is one criterion of a unit. Criterion is its number, or its
// label where all units have the same.
type CriterionResult struct {
	Criterion string           `json:"criterion"`
	Label     string           `json:"label"`
	Group     string           `json:"group,omitempty"`
	Counts    map[string][]int `json:"counts"`
	ByGrade   []int            `json:"by_grade"`
	Blank     int              `json:"blank"`
	Exact     string           `json:"exact,omitempty"` // where the rulebook has a score for each
	Score     string           `json:"score,omitempty"`
}

// ResultsOf gives the version that may be shown: the newest that was announced,
// and the first as long as none was.
func ResultsOf(s *voting.State) Results { return ResultsOfVersion(s, s.ShownVersion().Number) }

// ResultsOfVersion counts what was confirmed, in one of the versions that there
// are. It is for those who work on the result, not for the screens. A unit whose
// breakdown would tell on somebody has no counts by category, and no exact score
// either, since its digits are an equation for them; nor have those that are
// measured against it.
func ResultsOfVersion(s *voting.State, number int) Results {
	r := Results{Title: s.Session.Title, Rehearsal: s.Session.Rehearsal, Ranked: "confirmed", Grades: []string{}, Units: []UnitResult{}, Provenance: provenanceOf(s)}
	r.Issued, r.CheckedIn = s.Issued()
	for _, grade := range s.Session.Rulebook.Grades {
		r.Grades = append(r.Grades, grade.Label)
	}
	outcome := s.OutcomeOf(number)
	r.addVersion(s, s.Version(number))
	r.addPending(outcome)
	board := outcome.Rows
	for i, row := range board {
		u := UnitResult{
			Unit: row.Unit.ID, Name: row.Unit.Name, Class: row.Unit.Class, Rank: row.Rank, RankInClass: row.RankInClass,
			Counts: make(map[string][]int), Blank: row.Tally.Blanks(), Ballots: row.Tally.Total(), Expected: s.ExpectedFor(row.Item, row.Unit.ID),
			Void: row.Tally.Voids(),
			Item: row.Item, Department: row.Unit.Department, ByGrade: row.Tally.ByGrade(),
		}
		r.turnout(&u, s.Item(row.Item), i == 0 || board[i-1].Item != row.Item)
		u.Score = Printed(&s.Session, board, row, "score", row.Score)
		detailed := Breakdown(&s.Session, row.Tally)
		u.Hidden = !detailed
		exactly := func(result string) bool { return Exactly(&s.Session, board, row, result) }
		u.Criteria = criteriaOf(s, board, row, detailed)
		for i := range row.Tally.Counts {
			if detailed {
				u.Counts[s.Session.Rulebook.Categories[i].Label] = row.Tally.CategoryByGrade(i)
			}
		}
		if row.Score.Has() && exactly("score") {
			u.Exact = row.Score.Exact.RatString()
		}
		u.addNamed(row, exactly)
		r.Units = append(r.Units, u)
	}
	r.Selections = selections(&s.Session, board)
	return r
}

// addNamed adds the other results of a unit. A figure that no step has rounded has
// digits like an exact score.
func (u *UnitResult) addNamed(row voting.Row, exactly func(result string) bool) {
	for _, named := range row.Named {
		if named.List || named.Cell.Rounded || exactly(named.Name) {
			u.Named = append(u.Named, NamedResult{Name: named.Table, Text: named.Cell.Text})
		}
	}
}

// criteriaOf is nil where one thing is asked of every unit: the unit says it all.
// Counts by category and exact scores are there only where the unit's are.
func criteriaOf(s *voting.State, board []voting.Row, row voting.Row, detailed bool) []CriterionResult {
	rb := s.Session.Rulebook
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
			r.Score = Printed(&s.Session, board, row, result, row.Criteria[k])
			if Exactly(&s.Session, board, row, result) {
				r.Exact = row.Criteria[k].Exact.RatString()
			}
		}
		all = append(all, r)
	}
	return all
}
