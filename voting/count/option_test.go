package count_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/voting/count"
)

const optionsBook = `{"rulebook": 2, "title": "例", "ballot": {"sheet": "all units", "numbers": {"from": -1, "to": 10, "step": 0.5}GRADES},
	"steps": [{"name": "得分", "do": "mean", "of": "marks"}, {"name": "表态率", "do": "share", "of": "marks", "grades": ["10"], "base": "with an opinion"},
	{"name": "全部", "do": "share", "of": "marks", "grades": ["10"], "base": "all marks"}], "result": {"score": "得分", "opinion": "表态率", "all": "全部"}}`

// numberVote is what one person wrote: half points, or a word in place of a number.
type numberVote struct {
	half int64
	word string
}

func drawNumberVotes(t *rapid.T) (votes []numberVote) {
	for range rapid.IntRange(0, 12).Draw(t, "votes") {
		v := numberVote{half: int64(rapid.IntRange(-2, 20).Draw(t, "half points"))}
		if word := rapid.IntRange(0, 5).Draw(t, "word"); word < 3 {
			v.word = []string{"不了解", "弃权", "空白"}[word]
		}
		votes = append(votes, v)
	}
	return votes
}

// row is the vote on paper; with a band every number has a grade beside it.
func (v numberVote) row(grade string) count.Row {
	row := count.Row{Unit: "甲"}
	switch {
	case v.word == "空白":
	case v.word != "":
		row.Grades = []string{v.word}
	default:
		if row.Number = strings.TrimSuffix(big.NewRat(v.half, 2).FloatString(1), ".0"); grade != "" {
			row.Grades = []string{grade}
		}
	}
	return row
}

// percent is n of m, nil of none.
func percent(n, m int64) *big.Rat {
	if m == 0 {
		return nil
	}
	return big.NewRat(100*n, m)
}

func cellOf(t *rapid.T, res *count.Result, table string) *big.Rat {
	c, err := res.Table(table).Cell("甲")
	if err != nil {
		t.Fatal(err)
	}
	return c.Value
}

// TestWhatStandsInPlaceOfANumber: vote by vote, the mean is of those who wrote a number and
// of those who wrote a word that is in the base, a blank row is nothing, and a word is a
// mark of all marks. A grade beside each number changes none of it.
func TestWhatStandsInPlaceOfANumber(t *testing.T) {
	const words = `{"label": "弃权", "in_base": true}, {"label": "不了解", "in_base": false}`
	for grade, grades := range map[string]string{"": "", "低": `{"label": "低", "from": -1, "to": 10}, `} {
		book := parse(t, []byte(strings.Replace(optionsBook, "GRADES", `, "grades": [`+grades+words+`]`, 1)))
		rapid.Check(t, func(rt *rapid.T) {
			votes, in := drawNumberVotes(rt), input(t, book, unitsOf(1))
			var sum, base, all, tens int64
			for _, v := range votes {
				if _, err := in.AddBallot(count.Ballot{Rows: []count.Row{v.row(grade)}}); err != nil {
					rt.Fatal(err)
				}
				switch v.word {
				case "空白":
					continue
				case "":
					sum += v.half
					base++
					if v.half == 20 {
						tens++
					}
				case "弃权":
					base++
				}
				all++
			}
			var mean *big.Rat
			if base > 0 {
				mean = big.NewRat(sum, 2*base)
			}
			res := result(t, book, in)
			for table, want := range map[string]*big.Rat{"得分": mean, "表态率": percent(tens, base), "全部": percent(tens, all)} {
				if got := cellOf(rt, res, table); fmt.Sprint(got) != fmt.Sprint(want) {
					rt.Fatalf("%s of %v is %v, want %v", table, votes, got, want)
				}
			}
		})
	}
}

// TestABallotTakenBackWithAnOption: who marks anew leaves nothing of the first mark.
func TestABallotTakenBackWithAnOption(t *testing.T) {
	book := parse(t, []byte(strings.Replace(optionsBook, "GRADES", `, "grades": [{"label": "不了解", "in_base": false}]`, 1)))
	in := input(t, book, unitsOf(1))
	before := count.Ballot{Rows: sheet("甲=不了解")}
	for _, change := range []func() (count.Verdict, error){
		func() (count.Verdict, error) { return in.AddBallot(before) },
		func() (count.Verdict, error) { return in.RemoveBallot(before) },
		func() (count.Verdict, error) { return in.AddBallot(count.Ballot{Rows: sheet("甲=8")}) },
	} {
		if _, err := change(); err != nil {
			t.Fatal(err)
		}
	}
	res := result(t, book, in)
	same(t, "marks", res.Table("marks").Text("甲", "8")+res.Table("marks").Text("甲", "不了解"), "10")
	same(t, "score", res.Table("得分").Text("甲"), "8")
}

// TestTheMarksOfAScale: the highest number first, then what takes none.
func TestTheMarksOfAScale(t *testing.T) {
	book := parse(t, []byte(form(`{"sheet": "one unit", "numbers": {"from": 1, "to": 2, "step": 0.5}, "grades": [{"label": "弃权", "in_base": true}, {"label": "不了解", "in_base": false}]}`, meanStep)))
	var said []string
	for _, g := range book.Numbers() {
		said = append(said, fmt.Sprint(g.Label, " ", g.Points != nil, " ", g.InBase))
	}
	same(t, "numbers", strings.Join(said, ", "), "2 true true, 1.5 true true, 1 true true, 弃权 false true, 不了解 false false")
	same(t, "options", fmt.Sprint(book.Options(), book.Labels("grade")), "[弃权 不了解] []")
}
