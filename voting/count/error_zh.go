package count

// ErrorInChinese is what an error of a run or of its input says, in Chinese, with
// the same quoted words. What is not in the list stays as it is.
func ErrorInChinese(text string) string {
	if parts, ok := fillings("step {}: {}", text); ok {
		return "步骤 " + parts[0] + "：" + ErrorInChinese(parts[1])
	}
	return inChinese(text, chineseErrors())
}

func chineseErrors() []phrase {
	return []phrase{
		{"{}: there is no value for {}, and the rulebook refuses to count without", "{}：{}没有数，而评分办法规定缺数不出结果"},
		{"{}: there is no weight for {}", "{}：{}没有权重"},
		{"{}: {} is 0 there, and nobody can divide by 0", "{}：{}在这里是 0，不能除以 0"},
		{"{}: {} is negative there; a bonus and a deduction are written without a sign", "{}：{}在这里是负数；加分和扣分都写正数"},
		{"{} and the others add up to {}, not to 100; they are no parts of one whole", "{}与其余各项合计 {}，不是 100，不是同一整体的几部分"},
		{"{}: {} has fewer votes than none, and no middle", "{}：{}的票数小于 0，没有居中的一张"},
		{"{}: the exact figure has more than {} binary digits; round in a step before", "{}：精确值超过 {} 个二进制位，请在前面某一步先取舍"},
		{"nothing says how many are taken of the class {}", "没有写明类别 {} 取几名"},
		{"nothing says how many are taken of the session {}", "没有写明场次 {} 取几名"},
		{"nothing says how many are taken of the {} {}", "没有写明 {} {} 取几名"},
		{"there is no table of counts {}", "没有票数表 {}"},
		{"there is no imported table {}; the rulebook has {}", "没有外来的表 {}，评分办法里有 {}"},
		{"there is no table {}", "没有 {} 这张表"},
		{"{} at {}: the count would be {}", "{} 的 {}：票数会成为 {}"},
		{"{}: {} is no plain decimal number", "{}：{} 不是数字"},
		{"a veto has an author and a reason", "一票否决要写明决定人和理由"},
		{"a veto against {}: there is no such unit", "一票否决的 {} 不在单位名单中"},
		{"a decision for {}: there is no such step", "评分办法里没有 {} 这一步"},
		{"a decision by {}: want {} or {}", "决定的方式是 {}，应为 {} 或 {}"},
		{"a decision for {} names {} twice", "对 {} 的决定里 {} 出现了两次"},
		{"a decision for {} names {}: there is no such unit", "对 {} 的决定里有 {}，不在单位名单中"},
		{"a decision for {}: want a label for each of {}, got {}", "对 {} 的决定：应依次写明 {}，现为 {}"},
		{"a decision for {}: {} is no {}", "对 {} 的决定：{} 不是 {}"},
		{"a decision for {} leaves units level, and nothing comes after {} in its ties: let it tell all of them apart", "对 {} 的决定里仍有并列，而这一步在 {} 之后没有别的办法分先后；请把全部单位分出先后"},
		{"a decision for {} leaves {} level: want two units or more", "对 {} 的决定里并列的是 {}，应有两个以上单位"},
		{"a decision for {} leaves {} level, who do not stand together in its order", "对 {} 的决定里并列的是 {}，在先后次序里没有排在一起"},
		{"the input was made for another rulebook", "这些数据属于另一份评分办法"},
		{"{}: want a label for each of {}, got {}", "{}：应依次写明 {}，现为 {}"},
		{"{}: {} is no {}", "{}：{} 不是 {}"},
		{"a ballot for {} has a row for {}", "评 {} 的票里有一行是 {}"},
		{"this ballot has no rows, got {}", "这种票没有逐行的评价，现有 {} 行"},
		{"the ballot has two rows for {}", "票里 {} 有两行"},
		{"this ballot has no list {}", "票上没有 {} 这张名单"},
		{"the list {} has {} twice", "名单 {} 里 {} 出现了两次"},
		{"units: each wants a name of its own, got {}", "单位的编号不能重复，也不能空：{}"},
		{"{}: each criterion wants a name of its own, got {}", "{}：指标的名称不能重复，也不能空：{}"},
		{"{} would have more than {} cells; let numbers have a larger step, or leave an axis out", "{} 会超过 {} 格；请把分数的间隔改大，或去掉一个轴"},
	}
}
