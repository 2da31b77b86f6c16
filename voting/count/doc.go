// Package count turns what was counted at an appraisal into what is announced,
// by a rulebook that is data.
//
// A rulebook is a ballot form and a list of steps. Each step reads named tables
// and writes one named table. A table has named axes (unit, criterion, category,
// list, grade, …) and holds, for each combination of their labels, an exact
// rational or nothing. Missing is not zero. Nothing is rounded unless a step says
// so. That is the whole engine:
//
//	marks ──mean──▶ 类内平均 ──weighted mean──▶ 得分 ──rank──▶ 名次
//	unit            unit                        unit          unit
//	category        category
//	grade
//
// Whoever wants to count does four things:
//
//	book, err := count.Parse(text)       // every problem: path, reason, mend
//	in, err := book.NewInput(units)      // empty tables of the right shape
//	in.Add("marks", 34, "W001", "人大代表", "满意")
//	res, err := book.Run(in)             // pure: the same input, the same result
//	res.Table("score").Text("W001")      // "89.48"
//	res.Explain("score", "W001")         // from the counts to the figure
//
// A step is a kind: its name, the keys that it reads, how it fills its table and
// how it tells an official what it did. A new one is one new file with a text
// table of examples in testdata/steps, and one line in kinds.
//
// The package promises what the rules of the house promise: no input or output,
// no clock, no chance, no floats, the same result on every machine. Its errors
// are for those who write rulebooks; a rulebook that is not understood entirely
// is refused, never followed in part.
package count
