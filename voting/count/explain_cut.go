package count

import (
	"fmt"
	"strings"
)

// leftOff says of a line how many of the figures that it was made of are not told.
func (l Line) leftOff(n int) Line {
	if n == 0 {
		return l
	}
	are := "are"
	if n == 1 {
		are = "is"
	}
	return l.adding(Said{
		fmt.Sprintf("它所据的数有 %d 个没有列出，要看请单独查询本项，或查询该单位的成绩", n),
		fmt.Sprintf("%s that it was made of %s not told here: ask for this one by itself, or for a result of its unit", counted(n, "figure"), are),
	})
}

// cut says at the figure that was asked for that its explanation does not go down to all counts.
func (l Line) cut(told, untold int) Line {
	if untold == 0 {
		return l
	}
	return l.adding(Said{
		fmt.Sprintf("只列出最近的 %d 个数，至少还有 %d 个没有列出，哪里没有列出都已注明", told, untold),
		fmt.Sprintf("only the %d nearest figures are told, and at least %d more are not; each line that they are missing from says so", told, untold),
	})
}

// adding puts another part of a sentence behind those that there are.
func (l Line) adding(more Said) Line {
	l.How = Said{l.How.Chinese + "；" + more.Chinese, l.How.English + "; " + more.English}
	l.Chinese = strings.TrimSuffix(l.Chinese, "。") + "；" + more.Chinese + "。"
	l.English = strings.TrimSuffix(l.English, ".") + "; " + more.English + "."
	return l
}
