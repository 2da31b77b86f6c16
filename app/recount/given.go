package recount

import (
	"pingyi/voting"
	"pingyi/voting/count"
)

// given is what people wrote down for the result, act after act as it came, each
// with the version that it was for.
type given struct {
	acts    []voting.Event
	version []int
	now     int // the version in preparation, from 0
	shown   int // the one that was announced last
	phases  []string
}

// follow takes an act about the result.
func (g *given) follow(e voting.Event) {
	if len(g.phases) == 0 {
		g.phases = []string{"preparing"}
	}
	switch e := e.(type) {
	case *voting.ResultConfirmed:
		g.phases[g.now] = "confirmed"
	case *voting.ResultAnnounced:
		g.phases[g.now], g.shown = "announced", g.now
	case *voting.NoticeStarted:
		g.phases[g.now] = "notice"
	case *voting.ResultCertified:
		g.phases[g.now] = "certified"
	case *voting.ResultCorrected:
		g.now = e.Version - 1
		g.phases = append(g.phases, "preparing")
	case *voting.CorrectionAbandoned:
		for g.phases[g.now] = "abandoned"; g.now > 0 && g.phases[g.now] == "abandoned"; {
			g.now--
		}
	case *voting.FiguresEntered, *voting.DecisionEntered, *voting.UnitVetoed, *voting.VetoLifted:
		g.acts, g.version = append(g.acts, e), append(g.version, g.now)
	}
}

// upTo lists the acts that a version rests on: its own and those of all before that
// were not given up.
func (g *given) upTo(version int) []voting.Event {
	var acts []voting.Event
	for n, act := range g.acts {
		if of := g.version[n]; of == version || of < version && g.phases[of] != "abandoned" {
			acts = append(acts, act)
		}
	}
	return acts
}

// feed writes what people gave into the input, for the units that are there. Of a
// table the last entry counts; of decisions the last that names all of the tied,
// so the last one goes first; a veto stands until it is lifted.
func feedGiven(in *count.Input, acts []voting.Event, units []Unit) error {
	there := make(map[string]bool)
	for _, u := range units {
		there[u.Unit] = true
	}
	tables, vetoes := make(map[string]*voting.FiguresEntered), make(map[voting.UnitID]*voting.UnitVetoed)
	for _, act := range acts {
		switch e := act.(type) {
		case *voting.FiguresEntered:
			tables[e.Table] = e
		case *voting.UnitVetoed:
			vetoes[e.Unit] = e
		case *voting.VetoLifted:
			delete(vetoes, e.Unit)
		}
	}
	for table, e := range tables {
		for _, cell := range e.Cells {
			_ = in.SetText(table, cell.Value, cell.At...) // a place of a unit that was not confirmed is not there
		}
	}
	for i := len(acts) - 1; i >= 0; i-- {
		d, ok := acts[i].(*voting.DecisionEntered)
		if !ok {
			continue
		}
		if err := in.Decide(d.Counted().Among(func(unit string) bool { return there[unit] })); err != nil {
			return err
		}
	}
	for unit, v := range vetoes {
		if there[string(unit)] {
			if err := in.Veto(count.Veto{Unit: string(unit), Author: v.Author, Reason: v.Reason}); err != nil {
				return err
			}
		}
	}
	return nil
}
