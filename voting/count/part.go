package count

import (
	"math/big"
	"slices"
)

// A figure rests on part of the categories where a step has chosen among them: taken some
// out by name, left some out of a table by category, or weighed some with 0 or with figures
// from elsewhere, which can be 0. Whatever is made of such a figure rests on part of them too,
// and whatever still stands by category is of one of them.

// chooses notes that this step chooses among the categories of a table.
func (f *form) chooses(of *shape) { f.part = f.part || of.has(axisCategory) }

// restsOnPart reports whether a cell of the step rests on part of the categories, by
// this step or by one before it.
func (f *form) restsOnPart() bool {
	return f.part || slices.ContainsFunc(f.reads, func(s *shape) bool { return s.part })
}

// unequal reports whether some label of an axis has no weight in a mean.
func (a *axis) unequal() bool {
	return slices.ContainsFunc(a.weights, func(w *big.Rat) bool { return w != nil && w.Sign() == 0 })
}

// RestsOnPart reports whether a result rests on part of the categories, or is told by
// category: who knows it of a unit knows what some of them said.
func (b *Rulebook) RestsOnPart(result string) bool {
	s := b.tables[b.results[result]]
	return s != nil && (s.part || s.has(axisCategory))
}
