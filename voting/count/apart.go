package count

import "slices"

// A figure rests on the categories of an input apart where it can change although the input
// comes to the same over all of them together. A step that adds them up, and a share whose
// base is such a sum, rest on what they come to and no more.

// restsApart are the inputs of which a cell of the step rests on each category.
func (f *form) restsApart(w work) (apart []string) {
	for _, read := range f.reads {
		if !read.input() || !f.addsUp(w) {
			apart = append(apart, read.apart...)
		}
	}
	slices.Sort(apart)
	return slices.Compact(apart)
}

// input reports whether a table is filled from outside.
func (s *shape) input() bool { return len(s.rests) == 1 && s.rests[0] == s.name }

// addsUp reports whether a step adds up the categories of the inputs that it reads.
func (f *form) addsUp(w work) bool {
	switch w := w.(type) {
	case *sum:
		return w.over == axisCategory
	case *share:
		return !f.out.has(axisCategory)
	}
	return false
}

// RestsApart lists the inputs of which a result rests on each category, and not only on what
// they come to together, in the order of the alphabet.
func (b *Rulebook) RestsApart(result string) []string {
	s := b.tables[b.results[result]]
	if s == nil {
		return nil
	}
	return slices.Clone(s.apart)
}
