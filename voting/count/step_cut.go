package count

import (
	"fmt"
	"math/big"
	"slices"
)

// Cut takes the first so many: 1 for those who are in, 0 for those who are not.
// The rule says what happens to those who are tied across the cut. Lists that
// are made in order exclude each other with "not_on", and a list can have a
// condition besides: the last, and only if below 60.
func cutKind() kind {
	return kind{
		"cut",
		[]string{"of", "inside", "first", "tied_at_the_cut"}, []string{"take", "take_percent", "fraction", "ties", "on", "not_on", "only_if", keySmall},
		func(f *form) work {
			s := &cut{order: f.readOrder()}
			s.quota = f.readQuota(s.inside)
			s.tied = f.oneOf(f.n.get("tied_at_the_cut"), "expand", "shrink", "break", decisionVote)
			s.readTied(f)
			f.out.axes, f.out.grid = s.of.axes, wholeNumbers()
			s.filter = f.readFilter(s.of.axes)
			return s
		},
	}
}

// readTied wants an end of the chain that cannot fail where a tie must be broken.
func (s *cut) readTied(f *form) {
	switch s.tied {
	case "expand", "shrink":
		if n := f.n.get("ties"); n != nil && !f.all.kept {
			f.fail(n.path, `Leave it out, or write "tied_at_the_cut": "break"`, "%q says already what becomes of a tie at the cut", s.tied)
		}
	case decisionVote:
		f.checkVoteAtCut(f.n.get("ties"))
		s.ties, s.shares = append(s.ties, tie{decision: decisionVote}), false
	case "break":
		last := len(s.ties) - 1
		if last < 0 || s.ties[last].decision == "" {
			f.fail(f.n.below("ties"), `End "ties" with "re-vote" or "lot"`, "ties at the cut are to be broken, and the figures may not be able to")
		}
	}
}

type cut struct {
	*order
	filter
	quota quota
	tied  string
}

func (s *cut) run(r *run, out *Table) error {
	of := r.tables[s.of.name]
	for _, list := range r.fold(of, axisUnit, s.inside) {
		for _, cell := range list {
			if of.at(cell) != nil {
				out.rats[cell] = new(big.Rat)
			}
		}
		if len(list) == 0 {
			continue
		}
		take, err := s.places(r, of, list)
		if err != nil {
			return err
		}
		able := slices.DeleteFunc(slices.Clone(list), func(cell int) bool { return !s.lets(r, out, cell) })
		place := 0
		for _, tied := range s.sort(r, able, take) {
			if place >= take || place+len(tied) > take && s.tied != "expand" {
				break
			}
			for _, cell := range tied {
				out.rats[cell] = big.NewRat(1, 1)
			}
			place += len(tied)
		}
	}
	return nil
}

func (s *cut) tell(r *run, out *Table, cell int) telling {
	t := telling{uses: []use{{r.tables[s.of.name], cell}}}
	unit := unitLabel(r, r.tables[s.of.name], cell)
	waits := s.tellWaiting(r, out.name, unit)
	if out.rats[cell] == nil {
		t.zh, t.en = "没有数值，不参加取舍"+waits.Chinese, "not considered, having no figure"+waits.English
		return t
	}
	if s.tellBarred(r, out, cell, &t) {
		t.zh, t.en = t.zh+waits.Chinese, t.en+waits.English
		return t
	}
	t.zh, t.en = s.taken(r, cell, out.rats[cell].Sign() != 0)
	place, level, take := s.placeOf(r, out, cell)
	t.zh += fmt.Sprintf("：在可列入的单位中排第 %d", place)
	t.en += fmt.Sprintf(": number %d of those who could be on the list", place)
	if level > 0 {
		t.zh += fmt.Sprintf("，与另外 %d 个并列", level)
		t.en += fmt.Sprintf(", level with others: %d", level)
	}
	if place+level > take && place <= take {
		zh, en := s.acrossCut(waits != Said{})
		t.zh, t.en = t.zh+"；"+zh, t.en+"; "+en
	}
	r.tellDecisions(&t, out.name, r.tables[s.of.name], cell)
	t.zh, t.en = t.zh+waits.Chinese, t.en+waits.English
	return t
}

// acrossCut says what the rule does with those who are level across the cut, and whom nothing has told apart.
func (s *cut) acrossCut(waits bool) (zh, en string) {
	switch s.tied {
	case "expand":
		return "并列跨过名额，按评分办法全部列入", "the tie lies across the cut, and by the rulebook all of them are on the list"
	case "shrink":
		return "并列跨过名额，按评分办法都不列入", "the tie lies across the cut, and by the rulebook none of them is on the list"
	}
	if waits {
		return "并列跨过名额；所依据的定下以后还并列的，才由再投或抽签分出先后，此前都不列入", "the tie lies across the cut; whom it still leaves level when that is settled on which it rests a fresh vote or a lot has to tell apart, and until then none of them is on the list"
	}
	return "并列跨过名额，要由再投或抽签分出先后，决定以前都不列入", "the tie lies across the cut; a fresh vote or a lot has to tell them apart, and until then none of them is on the list"
}

// placeOf is the place of a cell among those that could be on the list, with how many
// others it is level, and how many the list takes. Their figures are not told: of a unit with few
// ballots they may not be known.
func (s *cut) placeOf(r *run, out *Table, cell int) (place, level, take int) {
	for _, list := range r.fold(r.tables[s.of.name], axisUnit, s.inside) {
		if !slices.Contains(list, cell) {
			continue
		}
		var err error
		if take, err = s.places(r, r.tables[s.of.name], list); err != nil {
			break // the run stopped here before
		}
		able := slices.DeleteFunc(slices.Clone(list), func(cell int) bool { return !s.lets(r, out, cell) })
		place = 1
		for _, tied := range s.sort(r, able, take) {
			if slices.Contains(tied, cell) {
				return place, len(tied) - 1, take
			}
			place += len(tied)
		}
	}
	return place, level, take
}
