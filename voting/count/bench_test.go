package count_test

import (
	"testing"

	"pingyi/tests/scenarios"
	"pingyi/voting/count"
)

// BenchmarkRun is the work once the counts are there: 163 units, five criteria,
// five categories.
func BenchmarkRun(b *testing.B) {
	book := parse(b, read(b, scenario("double"), "rulebook.json"))
	in := scenarios.DoubleInput(b, scenario("double"), book)
	for b.Loop() {
		result(b, book, in)
	}
}

// BenchmarkCold is everything from the text of the ballots to the ranks;
// BenchmarkTally is the pass over the ballots alone, which it is compared with.
func BenchmarkCold(b *testing.B) { cold(b, true) }

// BenchmarkTally only decodes and counts.
func BenchmarkTally(b *testing.B) { cold(b, false) }

func cold(b *testing.B, run bool) {
	from := scenario("double")
	text, rulebook := read(b, from, "ballots.txt.gz"), read(b, from, "rulebook.json")
	var units []count.Unit
	for _, row := range scenarios.Rows(b, from, "units.csv.gz") {
		units = append(units, count.Unit{Label: row[0], Class: row[2]})
	}
	book, category := parse(b, rulebook), make(map[string]int)
	for i, row := range scenarios.Rows(b, from, "representatives.csv.gz") {
		category[row[0]] = i % 5
	}
	for b.Loop() {
		if run {
			book = parse(b, rulebook)
		}
		in := input(b, book, units)
		scenarios.Tally(b, in, text, category)
		if run {
			result(b, book, in)
		}
	}
}

// BenchmarkBallot is one full sheet of 163 units by five criteria, read by its
// labels.
func BenchmarkBallot(b *testing.B) {
	book := parse(b, read(b, scenario("double"), "rulebook.json"))
	in := scenarios.DoubleInput(b, scenario("double"), book)
	sheet := count.Ballot{Category: "企业"}
	for _, row := range scenarios.Rows(b, scenario("double"), "units.csv.gz") {
		for _, criterion := range book.Labels("criterion") {
			sheet.Rows = append(sheet.Rows, count.Row{Unit: row[0], Criterion: criterion, Grades: []string{"满意"}})
		}
	}
	for b.Loop() {
		if _, err := in.AddBallot(sheet); err != nil {
			b.Fatal(err)
		}
	}
}
