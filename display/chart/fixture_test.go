package chart_test

import (
	"fmt"
	"math/rand/v2"

	"pingyi/display/chart"
)

func frame(id string) chart.Frame {
	return chart.Frame{ID: id, Title: "等次分布", Desc: "每条为 100%，好的等次从左边起，差的等次到右边止。"}
}

func shares(rows ...chart.ShareRow) chart.Shares {
	return chart.Shares{
		Frame: frame("shares"), Rows: rows, Row: "单位", Opinions: "表态票", Nobody: "没有表态的票",
		Grades: []chart.Grade{{Label: "满意", Tone: "0"}, {Label: "基本满意", Tone: "1"}, {Label: "不满意", Tone: "4"}, {Label: "不了解", Tone: "none"}},
	}
}

func dots(rows ...chart.DotRow) chart.Dots {
	return chart.Dots{
		Frame: frame("dots"), Rows: rows, Place: "名次", Row: "单位", Score: "得分", Votes: "有效票", Shared: "并列{n}", None: "无得分",
	}
}

func columns(rows ...chart.ColumnRow) chart.Columns {
	return chart.Columns{
		Frame: frame("columns"), Rows: rows, Row: "单位", Total: "总分", Criteria: []string{"依法办事", "办事效率", "服务态度", "清正廉洁", "政务公开与监督"},
	}
}

// hall makes names and counts as a hall of 450 might give them, the same each time.
func hall(units int) []chart.ShareRow {
	random := rand.New(rand.NewPCG(1, 2))
	rows := make([]chart.ShareRow, units)
	for i := range rows {
		name := []rune("市人力资源和社会保障局城东政务服务中心综合受理窗口")
		good, fair, bad := 200+random.IntN(150), 20+random.IntN(60), 5+random.IntN(40)
		rows[i] = chart.ShareRow{
			Name:   fmt.Sprintf("%s%d", string(name[:9+random.IntN(10)]), i+1),
			Counts: []int{good, fair, bad, 10 + random.IntN(60)},
		}
	}
	return rows
}

// hostile is a name that tries everything a text can try.
const hostile = "</text><script>alert(1)</script>\"'&amp;\x00\x1b\u202e]]>"

// pictures are one of each kind, with what is rare in each.
func pictures() map[string]chart.Picture {
	marked := shares(
		chart.ShareRow{Name: "市民政局窗口", Counts: []int{300, 100, 0, 7}},
		chart.ShareRow{Name: hostile, Counts: []int{1, 1, 1, 0}},
		chart.ShareRow{Name: "无人表态的窗口", Counts: []int{0, 0, 0, 12}},
		chart.ShareRow{Name: "市人力资源和社会保障局城东政务服务中心综合受理窗口", Counts: []int{0, 0, 5, 1}},
	)
	marked.Mark = "演练"
	list := chart.List{
		Frame: frame("best"), Cut: 2, Said: "前 2 名止，与第 3 名相差 11 票", Place: "名次", Row: "单位", Value: "票数", Inside: "入选", Yes: "是", No: "否",
		Rows: []chart.ListRow{{"1", "市民政局", "310"}, {"2", "市税务局", "301"}, {"3", hostile, "290"}, {"", "市体育局", ""}},
	}
	turnout := chart.Turnout{
		Frame: frame("turnout"), Row: "代表类别", Came: "签到", Of: "发出", Share: "%",
		Rows: []chart.TurnoutRow{{"企业代表", 431, 450, 957}, {hostile, 0, 10, 0}, {"无人的类别", 0, 0, 0}},
	}
	return map[string]chart.Picture{
		"shares":  marked.Draw(),
		"turnout": turnout.Draw(),
		"list":    list.Draw(),
		"dots": dots(chart.DotRow{1, "市民政局窗口", "99.19", 414}, chart.DotRow{2, "市税务局窗口", "93.78", 420},
			chart.DotRow{2, hostile, "93.78", 417}, chart.DotRow{0, "无得分的窗口", "", 0}).Draw(),
		"columns": columns(chart.ColumnRow{"市民政局", "96.20", []string{"99.00", "98.00", "97.00", "96.00", "91.00"}},
			chart.ColumnRow{hostile, "81.00", []string{"80.00", "82.00", "", "81.00", "81.00"}}).Draw(),
		"nothing": dots().Draw(),
	}
}
