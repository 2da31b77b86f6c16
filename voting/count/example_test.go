package count_test

import (
	"fmt"

	"pingyi/voting/count"
)

// A small event from the rulebook to the announcement.
func ExampleRulebook_Run() {
	book, err := count.Parse([]byte(`{
		"rulebook": 2, "title": "窗口评议",
		"ballot": {"sheet": "one unit", "grades": [
			{"label": "满意", "points": 100}, {"label": "不满意", "points": 30}, {"label": "不了解", "in_base": false}]},
		"categories": [{"label": "企业", "weight": 60}, {"label": "居民", "weight": 40}],
		"steps": [
			{"name": "类内平均", "do": "mean", "of": "marks"},
			{"name": "得分", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise",
			 "round": {"places": 2, "mode": "half up"}},
			{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
		"result": {"score": "得分", "rank": "名次"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	in, _ := book.NewInput([]count.Unit{{Label: "税务窗口"}, {Label: "户籍窗口"}})
	_ = in.Add("marks", 5, "税务窗口", "企业", "满意")
	_ = in.Add("marks", 1, "税务窗口", "企业", "不满意")
	_ = in.Add("marks", 9, "税务窗口", "居民", "满意")
	_, _ = in.AddBallot(count.Ballot{Unit: "户籍窗口", Category: "居民", Rows: []count.Row{{Unit: "户籍窗口", Grades: []string{"满意"}}}})

	res, _ := book.Run(in)
	res.Table("score").Each(func(labels []string, c count.Cell) bool {
		fmt.Println(res.Table("rank").Text(labels...), labels[0], c.Text)
		return true
	})
	lines, _ := res.Explain("score", "税务窗口")
	fmt.Println(lines[1].Chinese)
	// Output:
	// 2 税务窗口 93.00
	// 1 户籍窗口 100.00
	// 类内平均（税务窗口 · 企业）：265/3。平均：(满意 5 × 100 + 不满意 1 × 30) ÷ 6。
}
