package count

import "slices"

func chineseMends() []phrase {
	return slices.Concat(mendsOfForm(), mendsOfSteps(), mendsOfUnread(), mendsInGeneral())
}

func mendsOfForm() []phrase {
	return []phrase{
		{"Keep it under {}", "请控制在 {} 字节以内"},
		{"Save the file as UTF-8", "请另存为 UTF-8 编码"},
		{"Use the half-width one: {}", "请改成半角：{}"},
		{"Mend line {}", "请改正第 {} 行"},
		{"No rulebook needs it; take the inner part out", "评分办法用不着这么多层，请把里层去掉"},
		{"Keep one", "请只留一个"},
		{`Write it as version 2, with "rulebook": 2`, `请写成第 2 版，并写 "rulebook": 2`},
		{"Mend these, then check again", "请先改正这些，再检查一遍"},
		{"Leave it out", "请删去这一项"},
		{"Leave one out", "请删去一个"},
		{`Add "grades", "numbers" or "choose"`, `请加上 "grades"（等次）、"numbers"（分数）或 "choose"（选择）`},
		{"Give every one a weight, or none", "请都写上权重，或者都不写"},
		{"Give one of them more than 0", "请让其中至少一个大于 0"},
		{`Write "in_base": false to leave these votes out of every mean, or true to keep them in without points`, `不计入平均就写 "in_base": false；计入基数但没有分值就写 true`},
		{"Leave out the points, or write true", "请删去分值，或者写 true"},
		{`Write "from": … and "to": …, or "in_base": … if it takes no number`, `请写 "from": …（起）和 "to": …（止）；不带分数的写 "in_base": …`},
		{`Leave out "from" and "to", or write true`, `请去掉 "from" 和 "to"，或写 true`},
		{"Write the lower number first", "请先写小的，再写大的"},
		{"Mend a percentage, or leave one out", "请改正百分比，或删去一条"},
		{"Write the lower number as from, and a step above 0", "请以小的为起点，间隔大于 0"},
		{"Choose a step that reaches the last number", "请改用能到达最后一个数的间隔"},
		{"Choose a larger step: at most {} numbers", "请把间隔改大，最多 {} 个数"},
		{"Write one that is on the ballot", "请写票上能填的分数"},
		{"Give each rule its own {…}", "请把每条规则各自写成 {…}"},
		{"Give each its own name", "请各取不同的名称"},
		{"Choose another name", "请换一个名称"},
		{"Give the result another name", "请给这项结果换一个名称"},
		{`Leave "class" and "session" out`, `请删去 "class" 和 "session"`},
		{"Let it agree with the last sentence of the pipeline", "请与计分步骤的最后一句一致"},
		{"Let the two add up to 100", "请让两个数合计 100"},
		{"Write the numbers as words up to twenty, or as digits", "请用阿拉伯数字，或用二十以内的英文数词"},
		{"Write the share of the meeting, the share online and how they go together", "请写明会议投票得分、网上投票得分和两者怎样合成"},
		{"Write digits without quotes, like 12.5", "请直接写数字，不加引号，例如 12.5"},
		{"Write it with all its digits, like 12.5", "请写出全部数字，例如 12.5"},
		{"Write at most 12 digits before the point and 9 behind it", "小数点前最多写 12 位，后面最多 9 位"},
		{"Write a whole number from {} to {}", "请写 {} 至 {} 的整数"},
		{"Write at least {} and at most {}", "请写 {} 至 {} 项"},
		{`Write {"score": "…"}`, `请写 {"score": "…"}`},
		{`Write {"name": "…", "do": "…"}`, `请写 {"name": "…", "do": "…"}`},
		{"Write {…}", "请写成 {…}"},
		{"Write […]", "请写成 […]"},
		{`Write "…"`, `请写成 "…"`},
		{`Write 0 or more; one table less another is "do": "difference"`, `请写 0 或更大的数；两张表相减写 "do": "difference"`},
		{"Write 0 or more", "请写 0 或更大的数"},
		{"Write true or false", "请写 true 或 false"},
	}
}

func mendsOfSteps() []phrase {
	return []phrase{
		{"Mend a bound, or leave one out", "请改正界限，或删去一条"},
		{"Fill along an axis whose labels share one base, as all grades do", "请沿共用一个分母的轴补足，例如全部等次"},
		{`Write "base": "all marks" there`, `请在那一步写 "base": "all marks"`},
		{"Write 1 or more for one of them, or leave the step out", "请让其中之一不小于 1，或删去这一步"},
		{"Write {}: 0 if none is to be", "一个也不取就写 {}: 0"},
		{"Write more than 0", "请写大于 0 的数"},
		{"Fill the shares as they are before that, since this step rounds them", "请补足取舍之前的占比，取舍由这一步来做"},
		{"Put the bands with the higher bound first for at_least, or mend the bounds", "请改正界限；用 at_least 时，界限高的写在前面"},
		{`Let the bands meet, or write a last one with "otherwise": true`, `请让各档相接，或在最后写一档 "otherwise": true`},
		{"Name a table of figures", "请写一张数表的名称"},
		{"Name a table with units", "请写一张带单位的表的名称"},
		{`Write the name of a table, like "marks"`, `请写表名，例如 "marks"`},
		{"Fold {} away first, with a mean or a sum", "请先用平均或合计把 {} 合并掉"},
		{`Write "of" and "over", or "parts"`, `请写 "of" 和 "over"，或者写 "parts"`},
		{`Write "missing": "renormalise" to leave it out, "zero" to count it as 0, or "refuse"`, `略去不计写 "missing": "renormalise"，按 0 计写 "zero"，不许缺数写 "refuse"`},
		{`Give each {} a "weight", or name a table with "weights"`, `请给每个 {} 写上 "weight"（权重），或用 "weights" 写明权重表`},
		{`Give each band a "label", or each "points"`, `请让各档都写 "label"（文字），或者都写 "points"（分值）`},
		{`Put the one with "otherwise" last`, `请把带 "otherwise" 的一档放在最后`},
		{"Write true, and nothing else beside it", "请写 true，不再写别的"},
		{`Write a bound like "at_least": 85, or "otherwise": true`, `请写界限，例如 "at_least": 85；或者写 "otherwise": true`},
		{`Write "take": 10, or "take_percent": 30 with "fraction"`, `请写 "take": 10（名），或写 "take_percent": 30（%）并用 "fraction" 写明怎样取整`},
		{"Give the file of a rulebook", "请给出评分办法的文件"},
		{"Write more than 0, and 100 at most", "请写大于 0、不超过 100 的数"},
		{"Write 0 to 100", "请写 0 至 100"},
		{"Write one number", "请只写一个数"},
		{"Write another number", "请换一个数"},
		{`End "ties" with "re-vote" or "lot"`, `请让 "ties" 以 "re-vote"（再投）或 "lot"（抽签）结尾`},
		{`Write "mode": "truncated"`, `请写 "mode": "truncated"`},
		{`Give grades "points", or use a share`, `请给等次写上 "points"（分值），或改用比率`},
		{`Give it "points", or "in_base": false`, `请给它写上 "points"（分值），或写 "in_base": false`},
		{"Give them different points", "请写不同的分值"},
		{`Give grades "points"`, `请给等次写上 "points"（分值）`},
		{"Trim the counts themselves", "请直接对票数去掉高低"},
		{`Write "on", "not_on" or "only_if"`, `请写 "on"、"not_on" 或 "only_if"`},
		{"Pick on an axis whose labels stand in the rulebook", "请选一个在评分办法里写明了标签的轴"},
		{"Put it last", "请把它放在最后"},
		{`Write "grades": "headline", "each" or a list of grades`, `请写 "grades": "headline"、"each" 或等次列表`},
		{`Give the grades "headline": true`, `请给等次写上 "headline": true`},
		{"Write at least {}", "请至少写 {}"},
		{`Write "sheet": "all units" in the ballot, or "mode": "stage"`, `请在票样里写 "sheet": "all units"，或写 "mode": "stage"`},
		{`Write "sheet": "all units", or in version 1 "mode": "self-paced"`, `请写 "sheet": "all units"，第 1 版写 "mode": "self-paced"`},
		{`Write "secret" or "open"`, `请写 "secret"（无记名）或 "open"（记名）`},
		{`Give the ballot "grades" or "numbers"; what was written down elsewhere is counted by "pingyi count"`,
			`请只写 "grades"（等次）或 "numbers"（分数）；在别处打好的分，用 "pingyi count" 计算`},
		{`Choose a larger step or a shorter span: at most {} numbers; what was written down elsewhere is counted by "pingyi count"`,
			`请加大间隔或缩小范围，最多 {} 个分数；在别处打好的分，用 "pingyi count" 计算`},
		{`Add "grades", "numbers" or "choose"`, `请写 "grades"（等次）、"numbers"（分数）或 "choose"（选单位）`},
		{"Leave one of them out", "请删去其中一项"},
		{`Let "rank" or "rank in class" name a rank`, `请让 "rank" 或 "rank in class" 指向一个名次`},
		{"Keep to {}", "请不要超过 {} 个"},
		{`Leave the axis "session" out, and name "unit" beside "criterion"`, `不要 "session" 这个轴；有 "criterion" 时写上 "unit"`},
		{`Take it out of "result", or count with "pingyi count", which prints every table`, `请从 "result" 里去掉，或用 pingyi count 计算，那里印出全部的表`},
		{"Name 1 to {}", "请写 1 至 {} 个"},
		{`Let "score" name a table by unit alone`, `请让 "score" 指向只按单位分的表`},
		{`Let "rank" name a rank of style "1224" or "1223" inside all units`, `请让 "rank" 指向全部单位之间、样式为 "1224" 或 "1223" 的名次`},
		{`Let it name a rank of style "1224" or "1223"`, `请让它指向样式为 "1224" 或 "1223" 的名次`},
	}
}

func mendsOfUnread() []phrase {
	return []phrase{
		{"Read it in a step that comes to a result, or leave it out", "请在某一步里读它，使它进入一项结果，或把它删去"},
		{"Read it in a step, or leave it out", "请在某一步里读它，或删去这张表"},
		{`Name it in a later step or in "result", or leave the step out`, `请在后面的步骤或 "result" 里写上它，或删去这一步`},
		{"Weigh by them in a step, or leave the weights out", "请在某一步里按它加权，或删去权重"},
		{`Write "do": "weighted mean" in the step {}, or leave the weights out`, `请在 {} 这一步写 "do": "weighted mean"，或删去权重`},
		{`Write "do": "weighted sum" in the step {}, or leave the weights out`, `请在 {} 这一步写 "do": "weighted sum"，或删去权重`},
	}
}

// mendsInGeneral list what may be written; they fit whatever the others left.
func mendsInGeneral() []phrase {
	return []phrase{
		{"Take their mean first", "请先取它的平均"},
		{"Leave it out, or write the rulebook as version 2", "请删去这一项，或把评分办法写成第 2 版"},
		{"Leave it out, or write {} or {}", "请删去这一项，或写 {} 或 {}"},
		{"Leave it out, or write {}", "请删去这一项，或写 {}"},
		{`Write "{}": …`, `请写 "{}": …`},
		{"Write {} or {}", "请写 {} 或 {}"},
		{"Write {}", "请写 {}"},
	}
}
