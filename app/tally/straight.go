package tally

import "pingyi/app/intake"

// straight counts sheets into the table of marks without a ballot in between. It
// is for rulebooks under which no row can make another void.
//
// Nearly all the time of a count goes into one loop, once for each mark, so that
// loop does little: the counts of all grades of one row share one word, a few
// bits each, and a sign adds its own bit to that word. The words are emptied into
// the table before a count could run into its neighbour.
type straight struct {
	marks            []int64
	offsets          []int32 // by row of the sheet: its first grade in the table
	byCategory       int
	grades           int
	collected, valid []int64

	adds  *[256]uint64 // by sign: what it adds to the word of its row
	bits  int          // of one count in a word; 0 when there are too many grades
	words [][]uint64   // by category and row
	in    []int        // by category: how many sheets are in the words
}

const (
	countBits  = 60 // of a word; those above say that a sign was wrong
	wrongSign  = uint64(1) << countBits
	fewestBits = 6
)

// straight prepares it; nil when the rules want to see whole ballots.
func (e *event) straight(refs []cellRef) *straight {
	if !e.book.RowsAlone() {
		return nil
	}
	t := &straight{grades: len(e.grades), offsets: make([]int32, len(refs)), adds: new([256]uint64)}
	var axes []string
	var stride []int
	t.marks, axes, stride = e.in.Counts(tableMarks)
	for k, axis := range axes {
		if axis == "category" {
			t.byCategory = stride[k]
		}
	}
	for i, ref := range refs {
		t.offsets[i] = int32(ref.offset)
	}
	t.collected, _, _ = e.in.Counts(tableCollected)
	t.valid, _, _ = e.in.Counts(tableValid)
	if t.bits = countBits / t.grades; t.bits < fewestBits {
		t.bits = 0
		return t
	}
	for sign := range t.adds {
		switch grade := gradeSign(byte(sign)); {
		case grade >= 0 && grade < t.grades:
			t.adds[sign] = 1 << (grade * t.bits)
		case grade != -1:
			t.adds[sign] = wrongSign
		}
	}
	t.words, t.in = make([][]uint64, max(1, len(e.categories))), make([]int, max(1, len(e.categories)))
	for i := range t.words {
		t.words[i] = make([]uint64, len(refs))
	}
	return t
}

func (t *straight) add(signs []byte, category int, times int64) *intake.RowError {
	t.collected[category] += times
	t.valid[category] += times
	if times != 1 || t.bits == 0 {
		return t.one(signs, category, times)
	}
	if t.in[category]++; t.in[category] == 1<<t.bits {
		t.empty(category)
		t.in[category] = 1
	}
	if gather(t.words[category], signs, t.adds)&wrongSign != 0 {
		return t.one(signs, category, 0) // says which sign it was
	}
	return nil
}

// gather is the loop.
func gather(words []uint64, signs []byte, adds *[256]uint64) (seen uint64) {
	words = words[:len(signs)]
	for i, sign := range signs {
		add := adds[sign]
		words[i] += add
		seen |= add
	}
	return seen
}

// one counts a sheet sign by sign.
func (t *straight) one(signs []byte, category int, times int64) *intake.RowError {
	for i, sign := range signs {
		grade := gradeSign(sign)
		if grade == -1 {
			continue
		}
		if grade < 0 || grade >= t.grades {
			return badSign(sign, t.grades)
		}
		t.marks[int(t.offsets[i])+category*t.byCategory+grade] += times
	}
	return nil
}

// flush empties all words.
func (t *straight) flush() {
	for category := range t.in {
		t.empty(category)
	}
}

// empty moves the counts of a category from the words into the table.
func (t *straight) empty(category int) {
	words, low := t.words[category], uint64(1)<<t.bits-1
	for i, word := range words {
		at := int(t.offsets[i]) + category*t.byCategory
		for grade := range t.grades {
			t.marks[at+grade] += int64(word >> (grade * t.bits) & low)
		}
	}
	clear(words)
	t.in[category] = 0
}
