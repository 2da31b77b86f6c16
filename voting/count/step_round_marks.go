package count

import (
	"fmt"
	"math/big"
	"strings"
)

// Round marks rounds each number before it is counted: whoever gave 85.25 has given 85.3. The votes
// stay what they are and stand where the rounded number is, which has to be one of the ballot's.
// What takes no number stays where it is.
func roundMarksKind() kind {
	return kind{"round marks", []string{"of", "round"}, nil, func(f *form) work {
		of := f.bags()
		f.rounds = true
		s := &roundMarks{of: of.name}
		if r := f.readRounding(f.n.get("round")); r != nil {
			s.round = *r
		}
		if of.broken {
			return s
		}
		f.out.axes, f.out.counts, f.out.bag = of.axes, of.counts, of.bag
		marks := f.book.axisOf(of.marks())
		switch {
		case marks.name == axisGrade:
			f.fail(f.n.below("of"), `Write the rounded "points" of each grade`, "the points of grades stand in the rulebook, as they are to count")
		case !marks.unsure && !f.failed:
			s.to = f.roundedMarks(marks, s.round)
		}
		return s
	}}
}

type roundMarks struct {
	of    string
	round rounding
	to    []int // by mark: where it stands when it is rounded
}

// roundedMarks finds for each mark the one that it is rounded to.
func (f *form) roundedMarks(marks *axis, by rounding) []int {
	stands, to, moved := make(map[string]int, len(marks.labels)), make([]int, len(marks.labels)), false
	for i, points := range marks.points {
		if points != nil {
			stands[points.RatString()] = i
		}
	}
	for i, points := range marks.points {
		if to[i] = i; points == nil {
			continue
		}
		value := by.of(points)
		at, there := stands[value.RatString()]
		if !there {
			f.fail(f.n.below("round"), "Round to other places, or let the ballot have that number", "%q would be rounded to %s, which nobody can mark", marks.labels[i], plain(value))
			return to
		}
		to[i], moved = at, moved || at != i
	}
	if !moved && len(to) > 0 && !f.all.kept {
		f.fail(f.n.below("round"), "Round to fewer places, or leave the step out", "every number of the ballot has no more places already, and none is rounded")
	}
	return to
}

func (s *roundMarks) run(r *run, out *Table) error {
	of := r.tables[s.of]
	for first := 0; first < out.size(); first += len(s.to) {
		for i, to := range s.to {
			switch {
			case out.ints != nil:
				out.ints[first+to] += of.ints[first+i]
			case of.at(first+i) == nil:
			case out.rats[first+to] == nil:
				out.rats[first+to] = new(big.Rat).Set(of.at(first + i))
			default:
				out.rats[first+to].Add(out.rats[first+to], of.at(first+i))
			}
		}
	}
	return nil
}

func (s *roundMarks) tell(r *run, out *Table, cell int) telling {
	of, labels := r.tables[s.of], out.axes[len(out.axes)-1].labels
	at := cell % len(s.to)
	var cells []int
	var names []string
	for i, to := range s.to {
		from := cell - at + i
		if n := of.at(from); to == at && n != nil && n.Sign() != 0 {
			cells, names = append(cells, from), append(names, labels[i]+" × "+plain(n))
		}
	}
	if names == nil {
		return telling{zh: "没有取舍后为此数的", en: "no mark is rounded to this"}
	}
	return telling{
		zh:   fmt.Sprintf("逐个%s，这样为此数的：%s", s.round.zh(), strings.Join(names, "、")),
		en:   fmt.Sprintf("each %s, these come to it: %s", s.round.en(), strings.Join(names, ", ")),
		uses: of.filled(cells),
	}
}
