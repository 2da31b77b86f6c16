package count

import (
	"math/big"
	"slices"
)

// pattern makes a whole ballot void by what its rows have in common. One row alone
// is no pattern; rows without a mark say nothing.
type pattern struct {
	allEqual bool
	all      *span    // every row is of it
	quota    *span    // so many of the rows are of it:
	percent  *big.Rat // of those that are filled in,
	most     bool     // at most, or at least
}

// span is one grade, or the numbers from one to another, by their places.
type span struct {
	grade    int // -1 without
	from, to int // numbers, when there is no grade
}

func (s *span) has(row filled) bool {
	if s.grade >= 0 {
		return row.grade == s.grade
	}
	return row.number >= s.from && row.number <= s.to
}

func (f *ballotForm) readPatterns(n *node) {
	if n == nil {
		return
	}
	for _, kid := range f.list(n, 1) {
		if !f.fields(kid, nil, []string{"void_if_all_equal", "void_if_all", "at_most", "at_least"}) {
			continue
		}
		if len(kid.keys) != 1 {
			f.fail(kid.place(), "Give each rule its own {…}", "want one rule here, got %d", len(kid.keys))
		}
		var p pattern
		if equal := kid.get("void_if_all_equal"); equal != nil {
			if p.allEqual = f.flag(equal); !p.allEqual && !f.failed && !f.all.kept {
				f.fail(equal.path, "Write true, or leave the rule out", "this makes no ballot void")
			}
		}
		if all := kid.get("void_if_all"); all != nil {
			p.all = f.readSpan(all, all, all)
		}
		for _, key := range []string{"at_most", "at_least"} {
			if quota := kid.get(key); quota != nil {
				f.readQuotaOf(quota, &p)
				p.most = key == "at_most"
				f.checkVoids(kid, p)
			}
		}
		f.ballot.patterns = append(f.ballot.patterns, p)
	}
	f.checkPatterns(n.kids)
}

// checkVoids wants a rule that can make a ballot void.
func (f *ballotForm) checkVoids(n *node, p pattern) {
	if p.percent == nil || f.failed || f.all.kept {
		return
	}
	if never := map[bool]int64{true: 100, false: 0}[p.most]; p.percent.Cmp(big.NewRat(never, 1)) == 0 {
		f.fail(n.path, "Mend the percentage, or leave the rule out", "this makes no ballot void")
	}
}

// readQuotaOf reads how many percent of the rows may be of one grade, or of the
// numbers from one to another.
func (f *ballotForm) readQuotaOf(n *node, p *pattern) {
	of := []string{"grade"}
	if n.has("from") || n.has("to") {
		of = []string{"from", "to"}
	}
	if !f.fields(n, append(of, "percent"), []string{keySmall}) {
		return
	}
	p.quota = f.readSpan(n.get("grade"), n.get("from"), n.get("to"))
	p.percent = f.percentage(n.get("percent"), f.small(n, n.get("percent")))
}

// readSpan reads a grade, or two numbers where there is none. A rule for all rows
// gives the same element as each of the three.
func (f *ballotForm) readSpan(grade, from, to *node) *span {
	if from == nil || grade != nil && grade.kind != 'n' {
		return f.readSpanOf(grade)
	}
	s := &span{-1, f.place(from), f.place(to)}
	if s.from > s.to {
		f.fail(to.path, "Write the lower number first", "the band is empty")
	}
	return s
}

// readSpanOf reads a grade; where the ballot has none, one that takes no number.
func (f *ballotForm) readSpanOf(n *node) *span {
	if a := f.axisOf(axisGrade); a.name != "" || len(f.options) == 0 {
		return &span{grade: f.labelOf(n, a)}
	}
	options := &axis{}
	for _, o := range f.options {
		options.labels = append(options.labels, o.label)
	}
	at := -1
	if i := f.labelOf(n, options); i >= 0 {
		at = slices.Index(f.axisOf(axisNumber).labels, options.labels[i])
	}
	return &span{-1, at, at}
}

// place is where a number of the ballot stands among the others.
func (f *ballotForm) place(n *node) int {
	value, a := f.number(n), f.axisOf(axisNumber)
	at := slices.Index(a.labels, plain(value))
	if at < 0 && !a.broken {
		f.wrong(n.path, "Write one that is on the ballot", "nobody can mark %s", plain(value))
	}
	return at
}

// axisOf is an axis of the ballot so far, one without labels where there is none.
func (f *ballotForm) axisOf(name string) *axis {
	if i := slices.IndexFunc(f.axes, func(a *axis) bool { return a.name == name }); i >= 0 {
		return f.axes[i]
	}
	return &axis{}
}

// spoiltBy looks for the patterns that make a ballot void.
func (b *ballotRules) spoiltBy(rows []filled) string {
	for _, p := range b.patterns {
		alike, all, ofQuota := true, true, 0
		for _, row := range rows {
			alike = alike && row.grade == rows[0].grade && row.number == rows[0].number
			all = all && p.all != nil && p.all.has(row)
			if p.quota != nil && p.quota.has(row) {
				ofQuota++
			}
		}
		switch {
		case len(rows) > 1 && (p.allEqual && alike || p.all != nil && all):
			return SpoiltPattern
		case p.quota != nil && len(rows) > 0 && p.broken(ofQuota, len(rows)):
			return SpoiltQuota
		}
	}
	return ""
}

// broken compares the share of rows with its quota.
func (p pattern) broken(n, rows int) bool {
	order := big.NewRat(int64(100*n), int64(rows)).Cmp(p.percent)
	return p.most && order > 0 || !p.most && order < 0
}
