package voting

import (
	"fmt"
	"slices"

	"pingyi/voting/count"
)

// What both Decide and Apply want of the records about a result. Nothing here
// works the rulebook out: a log must fold without it.

// maxCells bounds one imported table, and maxVersions how often a result is
// corrected.
const (
	maxCells    = 20_000
	maxVersions = 1_000
)

// mayOrganize keeps the organizer's acts apart from the scrutineer's. In a
// rehearsal one person may play both.
func (s *State) mayOrganize(role Role) error {
	if role != Organizer && !(role == Scrutineer && s.Session.Rehearsal) {
		return refuse(RefusedRole, string(role))
	}
	return nil
}

// mayChange wants an organizer, and a version that nobody has confirmed.
func (s *State) mayChange(role Role) error {
	if err := s.mayOrganize(role); err != nil {
		return err
	}
	if phase := s.LastVersion().Phase(); phase != VersionPreparing {
		return refuse(RefusedResult, string(phase))
	}
	return nil
}

// checkStep wants the right person, and the last version in the phase before.
func (s *State) checkStep(stamp Stamp, version int, from ResultPhase) error {
	may := s.mayOrganize
	if from == VersionPreparing {
		may = s.mayConfirm
	}
	if err := may(stamp.Role); err != nil {
		return err
	}
	if v := s.LastVersion(); v.Number != version || v.Phase() != from {
		return refuse(RefusedResult, string(v.Phase()))
	}
	return nil
}

func (s *State) checkCorrect(e *ResultCorrected) error {
	if err := s.mayOrganize(e.Role); err != nil {
		return err
	}
	v := s.LastVersion()
	if v.Phase() == VersionPreparing || e.Version != len(s.Versions)+1 || e.Version > maxVersions {
		return refuse(RefusedResult, string(v.Phase()))
	}
	return nil
}

// checkAbandon wants a correction that was not announced. The first version has none
// before it to go on.
func (s *State) checkAbandon(e *CorrectionAbandoned) error {
	if err := s.mayOrganize(e.Role); err != nil {
		return err
	}
	if v := s.LastVersion(); v.Number != e.Version || v.Number == 1 || v.Announced() {
		return refuse(RefusedResult, string(v.Phase()))
	}
	return nil
}

// checkFigures wants a table that the rulebook imports and in it no place twice. A
// table without cells takes back what was entered.
func (s *State) checkFigures(e *FiguresEntered) error {
	if err := s.mayChange(e.Role); err != nil {
		return err
	}
	book := s.Session.Rulebook.book
	if !text(e.Table) || !slices.Contains(book.Imported(), e.Table) {
		return refuse(RefusedTable, e.Table)
	}
	if !named(e.Source) {
		return refuse(RefusedSource, e.Table)
	}
	if len(e.Cells) > maxCells {
		return refuse(RefusedFigures, fmt.Sprintf("want at most %d", maxCells))
	}
	axes, _ := book.Axes(e.Table)
	places := newPlaces(s.Session, axes)
	for i, cell := range e.Cells {
		if !places.take(cell.At) {
			return refuse(RefusedFigures, fmt.Sprintf("cells[%d].at", i))
		}
		if !count.PlainDecimal(cell.Value) {
			return refuse(RefusedFigures, fmt.Sprintf("cells[%d].value", i))
		}
	}
	return nil
}

// places are those of an imported table, each free until it is taken.
type places struct {
	axes   []string
	labels []map[string]bool      // by axis; nil for the criteria of single units
	own    map[string][]Criterion // by unit
	taken  map[string]bool
}

func newPlaces(session Session, axes []string) *places {
	p := &places{axes: axes, labels: make([]map[string]bool, len(axes)), own: make(map[string][]Criterion), taken: make(map[string]bool)}
	for _, unit := range session.Units {
		p.own[string(unit.ID)] = session.Rulebook.CriteriaOf(unit)
	}
	for k, axis := range axes {
		if axis == "criterion" && session.Rulebook.Criteria == nil {
			continue
		}
		p.labels[k] = make(map[string]bool)
		for _, label := range session.labels(axis) {
			p.labels[k][label] = true
		}
	}
	return p
}

// labels lists what may stand on an axis of an imported table.
func (s Session) labels(axis string) []string {
	var labels []string
	switch axis {
	case "unit":
		for _, unit := range s.Units {
			labels = append(labels, string(unit.ID))
		}
	case "class":
		for _, unit := range s.Units {
			labels = append(labels, string(unit.Class))
		}
	default:
		labels = s.Rulebook.book.Labels(axis)
	}
	return labels
}

// take reports whether there is such a place and it was free.
func (p *places) take(at []string) bool {
	if len(at) != len(p.axes) {
		return false
	}
	unit := ""
	for k, label := range at {
		switch {
		case p.labels[k] != nil && !p.labels[k][label]:
			return false
		case p.labels[k] == nil && !slices.ContainsFunc(p.own[unit], func(c Criterion) bool { return c.Key() == label }):
			return false
		case p.axes[k] == "unit": // it comes before its criteria
			unit = label
		}
	}
	place := fmt.Sprintf("%q", at)
	free := !p.taken[place]
	p.taken[place] = true
	return free
}

// checkDecision wants a step of the rulebook and the units in some order.
func (s *State) checkDecision(e *DecisionEntered) error {
	if err := s.mayChange(e.Role); err != nil {
		return err
	}
	if !text(e.Step) || !slices.Contains(s.Session.Rulebook.book.Steps(), e.Step) || (e.Kind != "re-vote" && e.Kind != "lot") {
		return refuse(RefusedTie, "")
	}
	if !named(e.Author) || !named(e.Record) {
		return refuse(RefusedSource, e.Step)
	}
	if len(e.Order) < 2 || e.Where != nil && len(e.Where) != len(s.Session.Rulebook.book.TieAxes(e.Step)) {
		return refuse(RefusedTie, e.Step)
	}
	for i, id := range e.Order {
		if s.Unit(id).ID == "" || slices.Contains(e.Order[:i], id) {
			return refuse(RefusedUnit, string(id))
		}
	}
	if d := e.Counted(); s.Session.Rulebook.book.CheckLevel(d.Step, d.Kind, d.Order, d.Level) != nil {
		return refuse(RefusedLevel, e.Step)
	}
	return nil
}

// checkVeto wants a rulebook by which a veto means something, and none against
// the unit yet.
func (s *State) checkVeto(e *UnitVetoed) error {
	if err := s.mayChange(e.Role); err != nil {
		return err
	}
	if !s.Session.Rulebook.book.KnowsVetoes() {
		return refuse(RefusedVeto, "")
	}
	if s.Unit(e.Unit).ID == "" || !text(string(e.Unit)) {
		return refuse(RefusedUnit, string(e.Unit))
	}
	if s.LastVersion().veto(e.Unit) >= 0 {
		return refuse(RefusedVeto, string(e.Unit))
	}
	if !named(e.Author) {
		return refuse(RefusedSource, string(e.Unit))
	}
	return nil
}

func (s *State) checkLift(e *VetoLifted) error {
	if err := s.mayChange(e.Role); err != nil {
		return err
	}
	if s.LastVersion().veto(e.Unit) < 0 {
		return refuse(RefusedVeto, string(e.Unit))
	}
	return nil
}

// veto is the place of the veto against a unit, -1 without one.
func (g *Given) veto(id UnitID) int {
	return slices.IndexFunc(g.Vetoes, func(v *UnitVetoed) bool { return v.Unit == id })
}
