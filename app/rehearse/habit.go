package rehearse

import (
	"context"
	"crypto/rand"
	"errors"
	mathrand "math/rand/v2"
	"strconv"
	"time"
)

// Habits of a hall, in parts of a hundred.
const (
	latecomers   = 8  // show their card only when the first vote is open
	prompt       = 60 // vote in the first fifth of the time
	sluggish     = 10 // vote in its last part
	waverers     = 6  // mark something else before their own choice
	doubleTapper = 8  // send the same ballot twice
	tooLate      = 2  // want to change their ballot after the close
)

// step is one ballot of a representative: how long after the one before, and
// what it says.
type step struct {
	wait  time.Duration
	marks string
}

// plan is what one representative does in one item.
type plan struct {
	steps   []step // the last is the one that counts
	doubles bool
}

// planned puts the marks that somebody casts into the time there is: most come
// in a burst after the opening, a few at the very end.
func planned(random *mathrand.Rand, marks []string, grades int, window time.Duration) plan {
	from, to := 0.2, 0.65
	switch habit := random.IntN(100); {
	case habit < prompt:
		from, to = 0.02, 0.2
	case habit >= 100-sluggish:
		from, to = 0.65, 0.95
	}
	first := from + random.Float64()*(to-from)
	if random.IntN(100) < waverers {
		marks = append([]string{another(marks[0], grades)}, marks...)
	}
	p := plan{doubles: random.IntN(100) < doubleTapper}
	left := 1 - first
	for i, mark := range marks {
		part := first
		if i > 0 {
			part = random.Float64() * left / float64(len(marks))
		}
		p.steps = append(p.steps, step{time.Duration(part * float64(window)), mark})
	}
	return p
}

// another is a ballot that says something else: another grade in the first row that is
// marked, or of a choice one tick less.
func another(marks string, grades int) string {
	changed := []byte(marks)
	for i, mark := range changed {
		if mark == blank {
			continue
		}
		changed[i] = blank
		if grades > 0 {
			changed[i] = strconv.FormatInt(int64((gradeOf(mark)+1)%grades), 16)[0]
		}
		break
	}
	return string(changed)
}

// blank stands on a ballot where nothing is marked.
const blank = '-'

// gradeOf reads one mark as a phone sends it.
func gradeOf(mark byte) int {
	grade, _ := strconv.ParseInt(string(mark), 16, 32)
	return int(grade)
}

// errTwoReceipts is a fault of the server: a ballot that is sent again has the
// receipt it had.
var errTwoReceipts = errors.New("a ballot that was sent twice has two receipts")

// carryOut casts the ballots of a plan and returns what is on record at its end,
// and why that is not the last of them, if it is not.
func (p plan) carryOut(ctx context.Context, phone *Phone, b Ballot) (o outcome) {
	for _, s := range p.steps {
		if o.err = wait(ctx, s.wait); o.err != nil {
			return o
		}
		b.Marks, b.Void = s.marks, false
		_, _ = rand.Read(b.ID[:]) // never fails on the systems Go supports
		receipt, void, err := phone.HandIn(ctx, b)
		if err != nil {
			o.err = err
			return o
		}
		o.recorded, o.void, b.Void = s.marks, void, void
		if !p.doubles {
			continue
		}
		if again, err := phone.Insist(ctx, b); err == nil && again != receipt {
			o.err = errTwoReceipts
			return o
		}
	}
	return o
}
