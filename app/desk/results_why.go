package desk

import (
	"pingyi/display/chart"
	"pingyi/voting"
)

// marksOf are the figures of the columns of counts: of each grade, or of each list.
func marksOf(rb voting.Rulebook) []voting.Figure {
	var all []voting.Figure
	for _, grade := range rb.Grades {
		all = append(all, voting.Figure{Count: voting.FigureMarks, Grade: grade.Label})
	}
	for _, list := range rb.Lists {
		all = append(all, voting.Figure{Count: voting.FigureTicks, Criterion: list.Label})
	}
	return all
}

// WhyCount is the address that explains something that was counted for all units together.
func (v *resultsView) WhyCount(what string) string {
	return explains(v.ID, voting.Figure{Count: what}, v.asked)
}

// whyVoid is a reason for which ballots are void as a whole, with how many.
type whyVoid struct{ Said, Why string }

func (v *resultsView) whyVoid(voids []voting.VoidBallots) (all []whyVoid) {
	for _, why := range voids {
		said := v.T("results.void.why", "reason", v.words["export.value.void."+why.Reason], "n", why.Ballots)
		all = append(all, whyVoid{said, explains(v.ID, voting.Figure{Count: voting.FigureVoid, Reason: why.Reason}, v.asked)})
	}
	return all
}

// Why is the address that explains one of the unit's results.
func (r resultRow) Why(result string) string { return r.why(voting.Figure{Result: result}) }

// WhyOf is the address that explains the score of one criterion.
func (r resultRow) WhyOf(criterion string) string {
	return r.why(voting.Figure{Result: "criterion score", Criterion: criterion})
}

// WhyCount is the address that explains something that was counted of the unit.
func (r resultRow) WhyCount(what string) string { return r.why(voting.Figure{Count: what}) }

// WhyBlank is the address that explains how often one criterion was left blank.
func (r resultRow) WhyBlank(criterion string) string {
	return r.why(voting.Figure{Count: voting.FigureBlank, Criterion: criterion})
}

// WhyMarks is the address that explains the count in a column: of one criterion and one category,
// and of all together where either is empty.
func (r resultRow) WhyMarks(column int, criterion, category string) string {
	f := r.marks[column]
	if criterion != "" {
		f.Criterion = criterion
	}
	f.Category = category
	return r.why(f)
}

func (r resultRow) why(f voting.Figure) string {
	f.Unit = r.Unit
	return explains(r.session, f, r.version)
}

// Link is the address that explains a number in the table of a picture; "" where none does.
func (p *picture) Link(row, column int) string {
	if row >= len(p.links) || column >= len(p.links[row]) || p.Table.Rows[row][column] == chart.Nothing {
		return ""
	}
	return p.links[row][column]
}

// explainTurnout lets the table of the turnout lead to how it came about. Its rows are all
// categories.
func (v *resultsView) explainTurnout(p *picture) {
	for _, row := range v.turnout {
		links := []string{""}
		for _, what := range []string{voting.FigureCheckedIn, voting.FigureIssued, voting.FigureCheckInRate} {
			f := voting.Figure{Count: what}
			if v.Divided() {
				f.Category = row.Name
			}
			links = append(links, explains(v.ID, f, v.asked))
		}
		p.links = append(p.links, links)
	}
}

// explainShares lets the table of the shares lead to how they came about: the votes with an
// opinion, then of each grade how many and, where it is in the bar, what part of them.
func (v *resultsView) explainShares(p *picture, units []resultRow) {
	for _, u := range units {
		links := []string{"", u.WhyCount(voting.FigureOpinions)}
		for i, grade := range v.grades {
			links = append(links, u.WhyMarks(i, "", ""))
			if grade.Tone != chart.NoTone {
				links = append(links, u.why(voting.Figure{Count: voting.FigureShare, Grade: grade.Label}))
			}
		}
		p.links = append(p.links, links)
	}
}
