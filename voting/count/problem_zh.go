package count

import (
	"slices"
	"strings"
)

// Chinese is the problem in Chinese, with the same path and the same quoted words.
// What is not in the list stays as it is; what encoding/json says is not ours.
func (p Problem) Chinese() Problem {
	return Problem{Path: p.Path, Line: p.Line, Reason: inChinese(p.Reason, chineseReasons()), Mend: inChinese(p.Mend, chineseMends())}
}

// phrase is a sentence in both languages. Each {} stands for some text, which goes
// into the {} of the other one in the same order.
type phrase struct{ english, chinese string }

func inChinese(text string, phrases []phrase) string {
	for _, p := range phrases {
		filled, ok := fillings(p.english, text)
		if !ok {
			continue
		}
		said := p.chinese
		for _, f := range filled {
			said = strings.Replace(said, "{}", strings.ReplaceAll(f, `", "`, `"、"`), 1)
		}
		return said
	}
	return text
}

// fillings is what stands at each {} of a pattern, false when the text is another.
func fillings(pattern, text string) ([]string, bool) {
	parts := strings.Split(pattern, "{}")
	rest, ok := strings.CutPrefix(text, parts[0])
	if len(parts) == 1 {
		return nil, ok && rest == ""
	}
	var filled []string
	for i, part := range parts[1:] {
		at := strings.Index(rest, part)
		if last := i == len(parts)-2; last {
			at = len(rest) - len(part)
			ok = ok && strings.HasSuffix(rest, part)
		}
		if !ok || at < 0 {
			return nil, false
		}
		filled, rest = append(filled, rest[:at]), rest[at+len(part):]
	}
	return filled, true
}

func chineseReasons() []phrase {
	return slices.Concat(reasonsOfSlips(), reasonsOfValues(), reasonsOfForm(), reasonsOfSteps(), reasonsOfContradictions(), reasonsOfSession())
}

// reasonsOfForm are about the text, the ballot and the axes. The general ones
// stand last, for they would fit others too.
func reasonsOfForm() []phrase {
	return []phrase{
		{"{} bytes are too long for a rulebook", "文件有 {} 字节，太长了"},
		{"this is not UTF-8", "文件不是 UTF-8 编码"},
		{"this is not JSON: the text ends too early", "不是完整的 JSON 文件：没有写完"},
		{"this is not JSON: there is text behind the closing brace", "不是完整的 JSON 文件：最后的括号后面还有文字"},
		{"this is not JSON: line {}, column {} has {}, which does not belong there", "不是完整的 JSON 文件：第 {} 行第 {} 个字 {} 不该在这里"},
		{"this is not JSON: invalid character {} looking for {}", "不是完整的 JSON 文件：这里不该有 {}"},
		{"this is not JSON: invalid character {} after {}", "不是完整的 JSON 文件：这里不该有 {}"},
		{"this is not JSON: invalid character {} in {}", "不是完整的 JSON 文件：这里不该有 {}"},
		{"this is not JSON: {}", "不是完整的 JSON 文件"},
		{"this is nested too deep", "层次太深"},
		{"this key is there twice, first in line {}", "这个键写了两次，第一次在第 {} 行"},
		{"this cannot be kept as a rulebook of version 1: {}", "不能按第 1 版保存"},
		{"there are more problems than these", "问题还有更多"},
		{"this is missing", "缺少这一项"},
		{"this is not a version that can be followed", "不认识这个版本"},
		{"want at least one result", "至少要有一项结果"},
		{"want one rule here, got {}", "这里应为一条规则，现有 {} 条"},
		{"want 3 sentences, got {}", "这里应有 3 句，现有 {} 句"},
		{"the list has {} elements", "列表有 {} 项"},
		{"{} is not known here", "这里没有 {} 这一项"},
		{"{} is there twice, and would count twice", "{} 写了两次，会算两次"},
		{"{} is there twice", "{} 出现了两次"},
		{"{} means nothing here", "这里不能写 {}"},
		{"the name {} is taken", "名称 {} 已有别的用处"},
		{"nothing can be marked on this ballot, and nothing comes from elsewhere", "票上没有可填的内容，也没有外部录入的数"},
		{"a choice has no rows, so too many ticks make the whole ballot void", "选票没有逐行的评价，多选只能整票作废"},
		{"a weight cannot be negative", "权重不能是负数"},
		{"{} is how often each grade or number was given, and no figure", "{} 是每个等次或每个分值各有几票，还不是得分"},
		{"the points of grades stand in the rulebook, as they are to count", "等次的分值就写在评分办法里，写多少算多少"},
		{"{} would be rounded to {}, which nobody can mark", "{} 取舍后是 {}，票上不能填这个数"},
		{"along {} this is a mean of how often each was given", "沿 {} 平均的是各有几票，不是分值"},
		{"this would round how often each grade or number was given", "这里取舍的是各有几票，不是分值"},
		{"all votes of a cell of {} weigh alike, so that weighing them has changed nothing", "{} 同一格里的票一样重，加了权等于没有加"},
		{"some have a weight and some have none", "有的有权重，有的没有"},
		{"{} weighs 0 and counts for nothing", "{} 的权重是 0，等于不算"},
		{"every weight is 0", "权重都是 0"},
		{"{} has no points, and nothing says whether it counts in the base", "{} 没有分值，又没有写明是否计入基数"},
		{"a grade with points must be in the base", "有分值的等次必须计入基数"},
		{"a grade with numbers must be in the base", "有分数段的等次必须计入基数"},
		{"{} takes no number, so it is no headline", "{} 不带分数，不能是主要等次"},
		{"with numbers beside it, a grade says which numbers belong to it", "等次与分数并用时，等次要写明对应的分数段"},
		{"the band is empty", "这个分数段是空的"},
		{"nobody can mark {}", "票上不能填 {}"},
		{"there is no number to choose", "没有可填的分数"},
		{"from {} in steps of {} one never meets {}", "从 {} 起每次加 {}，到不了 {}"},
		{"there are too many numbers", "可填的分数太多"},
		{"a unit has one class and one session already", "每个单位本来就只属一个类别、一个场次"},
		{"an axis is there twice", "有一个轴写了两次"},
		{"there is a table {} too, and it is another one", "另有一张表也叫 {}"},
		{"the sentence {} is not known", "不认识这句话：{}"},
		{"this rounds what was rounded by the sentence before", "前一句已经取舍过，这里又取舍一次"},
		{"{} does not agree with the pipeline", "{} 与计分步骤不一致"},
		{"{} % and {} % make {} %", "{}% 加 {}% 等于 {}%"},
		{"{} or {} is no number", "{} 或 {} 不是数"},
	}
}

// reasonsOfValues are about what stands at one place, whatever it is for.
func reasonsOfValues() []phrase {
	return []phrase{
		{"want an object", "这里应为对象"},
		{"want a list", "这里应为列表"},
		{"want a word", "这里应为一个词"},
		{"want true or false", "这里应为 true 或 false"},
		{"want a plain decimal number", "这里应为数字"},
		{"want a whole number, got {}", "这里应为整数，现为 {}"},
		{"the number {} has an exponent", "{} 是科学记数法的写法"},
		{"the number {} is too long", "{} 的位数太多"},
		{"the number {} is too large", "{} 太大"},
		{"the number {} is too small", "{} 太小"},
		{"want a text of 1 to {} bytes", "这里应为 1 至 {} 字节的文字"},
		{"a note is a text", "说明应为文字"},
		{"nobody can see this text", "这段文字看不见"},
		{"there is a character that nobody can see, {}", "有看不见的字符 {}"},
		{"there are blanks before or behind the text", "文字前后有空白"},
		{"want the name of a table", "这里应为表名"},
	}
}

func reasonsOfContradictions() []phrase {
	return []phrase{
		{"no figure of {} meets all that is wanted of it", "没有数能同时符合对 {} 的要求"},
		{"nobody is on {} and not on it", "不能既列入 {} 又不列入"},
		{"nobody is taken", "一个也不取"},
		{"{} has rounded the shares, and rounded shares come to 100 by chance alone", "{} 已经把占比取舍过，取舍后的占比只是碰巧才合计 100"},
		{"along {} the figures of {} are no parts of one whole", "沿 {} 轴，{} 不是同一整体的几部分"},
		{"{} is not in the base of {}, and comes on top of the 100", "{} 不在 {} 的分母里，加上它就超过 100"},
		{"the limit of a bonus is below 0", "加分后的上限低于 0"},
		{"nothing is taken away", "一个也不去掉"},
		{"nothing reads {}, and no result names it", "没有一步读 {}，也不是一项结果"},
		{"there is nothing in it", "是空的"},
		{"what reads {} comes to no result", "读 {} 的步骤，自己也得不出任何一项结果"},
		{"no result rests on what is said of {}", "没有一项结果用到 {}，填了也不算数"},
		{"no step weighs by the weights of {}", "{} 写了权重，却没有一步按它加权"},
		{"no unit is of the class {}", "没有单位属于类别 {}"},
		{"nothing says how many are taken of the class {}", "没有写明类别 {} 取几个"},
		{"{} was looked at already, and tells nobody apart who is level there", "已经比过 {}，并列的再比也分不出先后"},
		{"{} beside {} is one bound too many", "{} 和 {} 同时写，多了一个界线"},
		{"this makes no ballot void", "没有一张票会因此作废"},
		{"{} is the same for all units of one {}, and would weigh all alike", "{} 对同一 {} 的单位都一样，加权就等于一律同权"},
		{"no ballot keeps to this and to the rules before it", "没有一张票能同时符合这条和前面各条"},
	}
}

func reasonsOfSteps() []phrase {
	return []phrase{
		{"nobody gets here: who fits is in a band before, or nobody fits", "没有单位会落到这一档：符合的都已归入前面的档，或者没有数能符合"},
		{"a figure of {} is in no band", "{} 不属于任何一档"},
		{"a step has a name and says what to do", "每一步要有名称，并写明做什么"},
		{"there is no table {} before this step", "这一步之前没有 {} 这张表"},
		{"there is no table {}", "没有 {} 这张表"},
		{"{} holds words, not figures", "{} 里是文字，不是数"},
		{"{} holds words; they are not more or less", "{} 里是文字，不能比大小"},
		{"{} has no grades or numbers any more", "{} 里已经没有等次或分数"},
		{"{} is no axis of {}", "{} 不是 {} 的轴"},
		{"nothing says among which units", "没有写明在哪些单位之间比较"},
		{"only units have a class or a session", "只有单位才分类别和场次"},
		{"{} has the axis {}, which the other table does not have", "{} 有 {} 这个轴，另一张表没有"},
		{"words are not rounded", "文字不能取舍"},
		{"counts are whole already", "票数本来就是整数"},
		{"a step combines the cells along one axis, or several tables", "要么沿一个轴合并，要么合并几张表，不能都写或都不写"},
		{"nothing says what to do where a value is missing", "没有写明缺数时怎么办"},
		{"{} has no weights", "{} 没有权重"},
		{"nothing is compared here", "这里没有写比较什么"},
		{"{} has no units to compare", "{} 里没有可比较的单位"},
		{"{} has no units to put in order", "{} 里没有可排序的单位"},
		{"{} has no units", "{} 里没有单位"},
		{"{} has no grades", "{} 里没有等次"},
		{"{} has no lists", "{} 里没有名单"},
		{"{} holds no whole marks any more", "{} 里已经不是整张的票"},
		{"a cap cannot be negative", "上限不能是负数"},
		{"the bands say nothing", "各档没有写明得什么"},
		{"some bands are words and some are points", "有的档写文字，有的档写分值"},
		{`nothing comes behind "otherwise"`, `"otherwise" 之后不能再有别的档`},
		{`"otherwise" has no conditions`, `"otherwise" 不带条件`},
		{"nothing says when this band fits", "没有写明这一档的条件"},
		{"a cut takes either a number of units or a percentage of them", "取前几名要么写人数，要么写百分比，不能都写或都不写"},
		{"a number of units is whole already", "写了人数就不用取整"},
		{"nothing says what becomes of a part of a unit", "没有写明按百分比算出零头时怎么办"},
		{"this is no percentage of a whole", "这不是 0 到 100 的百分比"},
		{"among all units there is one list", "全部单位之间只有一张名单"},
		{"ties at the cut are to be broken, and the figures may not be able to", "名额边上的并列要分出先后，而仅凭分数未必能分"},
		{"{} says already what becomes of a tie at the cut", "{} 已经写明名额边上的并列怎么办"},
		{"a draw decides everybody, and nothing comes behind it", "抽签把全部单位分出先后，后面不会再用到别的办法"},
		{"{} holds figures, and is no list", "{} 里是数，不是名单"},
		{"the largest remainder begins with what is left when all are cut off", "最大余数法要先把各项的尾数舍去"},
		{"no {} has points", "没有一个 {} 有分值"},
		{"a cell without any mark in the base has no mean", "没有计入基数的票，就没有平均分"},
		{"nothing says which to keep", "没有写明保留哪些"},
		{"the labels of {} are not known before the event", "{} 的标签要到会议时才知道"},
		{`nothing can decide after "shared"`, `"shared" 之后不能再有别的办法`},
		{"nobody can divide by 0", "不能除以 0"},
		{"nothing says which grades are meant", "没有写明是哪些等次"},
		{"nothing says which list is meant", "没有写明是哪张名单"},
		{"no grade is a headline", "没有标明 headline 的等次"},
		{"{} and {} taken away from {} leave nothing", "去掉 {} 个和 {} 个，{} 个就一个不剩"},
		{"without points nothing is highest", "没有分值，分不出高低"},
		{"{} is in the base and has no points, so it is neither high nor low", "{} 计入基数而没有分值，排不出高低"},
		{"{} and {} have the same points, so neither is higher", "{} 与 {} 分值相同，分不出高低"},
	}
}

// reasonsOfSession are those of rules that can be counted by and not voted by.
func reasonsOfSession() []phrase {
	return []phrase{
		{"a self-paced form is about all units, and this ballot is about one", "自行填写的表要评全部单位，这张票只评一个"},
		{"nothing says whether ballots are secret", "没有写明记名还是无记名"},
		{"there are too many categories for a session", "代表类别太多"},
		{"a session takes one mark in a row, a grade or a number", "场次的票一行只填一项：等次或者分数"},
		{"there are too many numbers for a session", "可选的分数太多"},
		{"a session voids no ballot for the numbers on it", "场次不因各行分数雷同而作废"},
		{"nothing can be marked on this ballot", "这张票上没有可填的内容"},
		{"a ballot asks for grades or for a choice of units, not for both", "一张票或者评等次，或者选单位，不能都要"},
		{"units are chosen among all, and this ballot is about one", "选单位要在全部单位里选，这张票只评一个"},
		{"there are too many grades for a session", "等次太多"},
		{"there are too many criteria for a session", "指标太多"},
		{"a session is one, and a pledge belongs to one unit", "一次会议只有一个场次，一项承诺只属于一个单位"},
		{"a session needs one score for each unit", "每个单位要有一个得分"},
		{"a session shows figures of units, and this table is not by unit alone", "场次只显示各单位的数，这张表不是只按单位分的"},
		{"a board needs places", "榜单要有名次"},
		{"a board needs one whole place for each unit", "每个单位要有一个整数名次"},
		{"a board shows whole places", "榜单上的名次是整数"},
	}
}

// reasonsOfSlips are about what changes nothing, or was meant as another number.
func reasonsOfSlips() []phrase {
	return []phrase{
		{"{} here is less than 1 %", "这里写 {}，连 1% 都不到"},
		{"nothing here is less than 1 %", "这里没有不到 1% 的数"},
		{"{} is no percentage", "{} 不是百分数"},
		{"every figure would be 0", "各数都会成为 0"},
		{"by 1 no figure changes", "乘除以 1，数不会变"},
		{"with a cap of 0 no figure changes", "上限为 0，数不会变"},
		{"every number of the ballot has no more places already, and none is rounded", "票上的分数位数本来就不多于此，没有一个会被取舍"},
		{"{} has no axis {}, and would weigh all alike", "{} 没有 {} 轴，加权就等于一律同权"},
	}
}
