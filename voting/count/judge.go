package count

// Fault is why a ballot as a whole is void; the zero Fault is that of a valid one.
// Of a choice it names the list, the ticks there and how many the rulebook lets be.
type Fault struct {
	Reason     string
	List       string
	Ticks, Let int
}

// Faults lists every reason for which a ballot of grades or a choice is void as a whole.
func Faults() []string {
	return []string{SpoiltOverVote, SpoiltUnderVote, SpoiltPattern, SpoiltQuota}
}

// JudgeRows is the verdict of AddBallot on a ballot of grades that is held by
// positions: one byte for each row, the position of its grade or blank. A ballot
// whose rows are counted one by one (RowsAlone) needs none.
func (b *Rulebook) JudgeRows(marks string, blank byte) Fault {
	if len(b.ballot.patterns) == 0 {
		return Fault{}
	}
	rows := make([]filled, 0, len(marks))
	for i := range len(marks) {
		if marks[i] != blank {
			rows = append(rows, filled{grade: int(marks[i]), number: -1})
		}
	}
	return Fault{Reason: b.ballot.spoiltBy(rows)}
}

// JudgeTicks is the verdict on a choice: by list, how many units were chosen.
// Too many anywhere say more than too few.
func (b *Rulebook) JudgeTicks(ticks []int) Fault {
	var found Fault
	for i, c := range b.ballot.choose {
		reason, let := c.spoiltBy(ticks[i])
		if reason == SpoiltOverVote || reason != "" && found.Reason == "" {
			found = Fault{Reason: reason, List: b.axisOf(axisList).labels[i], Ticks: ticks[i], Let: let}
		}
		if reason == SpoiltOverVote {
			break
		}
	}
	return found
}

// spoiltBy compares the ticks on one list with its limits, and names the limit.
func (c choice) spoiltBy(ticks int) (reason string, let int) {
	switch {
	case ticks > c.atMost:
		return SpoiltOverVote, c.atMost
	case ticks < c.atLeast:
		return SpoiltUnderVote, c.atLeast
	}
	return "", 0
}

// Choice is one list of a ballot on which units are chosen, with its limits.
type Choice struct {
	List            string
	AtLeast, AtMost int
}

// Choices lists what is to be chosen, in the order of the ballot; nil when
// nothing is.
func (b *Rulebook) Choices() []Choice {
	var all []Choice
	for i, c := range b.ballot.choose {
		all = append(all, Choice{List: b.axisOf(axisList).labels[i], AtLeast: c.atLeast, AtMost: c.atMost})
	}
	return all
}
