package export

import (
	"math/big"
	"strconv"
	"strings"

	"pingyi/beijing"
)

// Type is what the cells of a column are.
type Type string

// The types of columns. Each is a word that readers are told, too.
const (
	Text    Type = "text"
	Whole   Type = "whole"   // a whole number
	Decimal Type = "decimal" // a number with the places that are printed
	Truth   Type = "truth"   // yes or no
	Moment  Type = "moment"  // a time, on the clock of Beijing
)

// Column is one column of a table. A name means the same in every table.
type Column struct {
	Name  string // in SQL
	Title string // in the reader's language
	About string // what it means, a sentence
	Type  Type
}

// Value is one cell: the text of its value, or none. A whole number and a decimal
// are written plainly, a truth is 1 or 0, a moment is RFC 3339.
type Value struct {
	Text string
	Said string // for people, where the text is a code
	None bool
}

// Table is one table of results.
type Table struct {
	Name    string // in SQL, and of a file
	Title   string
	About   string
	Columns []Column
	Rows    [][]Value
	Upright bool   // has one row, which people read from top to bottom
	cells   []Type // of a table that was turned upright, by row
	Beside  []Long // counts that people want to see as columns of this table
}

// Long is a table with one number to a row, such as the count of one grade of one
// unit. A program wants it so; people want a column for each of Heads.
type Long struct {
	Table
	Over, Of string   // the columns of what becomes a heading, and of the number below it
	Heads    []string // in order
	Said     []string // what people read there instead; nil where they read the same
}

func text(s string) Value { return Value{Text: s, None: s == ""} }

func whole[N ~int | ~int64 | ~uint16 | ~uint64](n N) Value {
	return Value{Text: strconv.FormatInt(int64(n), 10)}
}

// place is a rank or another number of which 0 means none.
func place(n int) Value { return Value{Text: strconv.Itoa(n), None: n == 0} }

func truth(yes bool) Value {
	if yes {
		return Value{Text: "1"}
	}
	return Value{Text: "0"}
}

func moment(unix int64) Value {
	return Value{Text: beijing.Moment(unix), None: unix == 0}
}

// plainNumber reports whether a decimal is written without a fraction, as every
// rounded score is.
func plainNumber(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	return digits != "" && strings.Trim(digits, "0123456789.") == "" && strings.Count(digits, ".") < 2 && digits[0] != '.'
}

// points writes a fraction as a decimal where that says the same.
func points(fraction string) Value {
	r, ok := new(big.Rat).SetString(fraction)
	if !ok {
		return text(fraction)
	}
	if places, exact := r.FloatPrec(); exact {
		return Value{Text: r.FloatString(places)}
	}
	return text(fraction)
}

// column finds a column by its name, -1 when the table has none.
func (t Table) column(name string) int {
	for i, c := range t.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// Spread is the table as people read it: with a column for each heading of the
// counts beside it.
func (t Table) Spread() Table {
	wide := t
	wide.Columns, wide.Beside = append([]Column(nil), t.Columns...), nil
	wide.Rows = make([][]Value, len(t.Rows))
	for i, row := range t.Rows {
		wide.Rows[i] = append([]Value(nil), row...)
	}
	for _, long := range t.Beside {
		wide.spread(long)
	}
	return wide
}

// spread adds the columns of one long table.
func (t *Table) spread(long Long) {
	over, of := long.column(long.Over), long.column(long.Of)
	var own, other []int // the columns by which rows belong to each other
	for i, c := range long.Columns {
		if at := t.column(c.Name); at >= 0 && i != over && i != of {
			own, other = append(own, at), append(other, i)
		}
	}
	numbers := make(map[string]Value)
	for _, row := range long.Rows {
		numbers[joined(row, other, row[over].Text)] = row[of]
	}
	for k, head := range long.Heads {
		title := head
		if long.Said != nil {
			title = long.Said[k]
		}
		t.Columns = append(t.Columns, Column{Title: t.fresh(title, long.Columns[over].Title), Type: long.Columns[of].Type, About: long.Columns[of].About})
		for i, row := range t.Rows {
			value, there := numbers[joined(row, own, head)]
			if !there {
				value = Value{None: true}
			}
			t.Rows[i] = append(row, value)
		}
	}
}

// joined is the key of a row under one heading. Texts cannot hold the byte 0
// without differing in it.
func joined(row []Value, columns []int, head string) string {
	parts := make([]string, 0, len(columns)+1)
	for _, at := range columns {
		parts = append(parts, strconv.Quote(row[at].Text))
	}
	return strings.Join(append(parts, strconv.Quote(head)), " ")
}

// fresh is a heading that no other column has.
func (t *Table) fresh(head, kind string) string {
	for _, c := range t.Columns {
		if c.Title == head {
			return kind + " " + head
		}
	}
	return head
}
