package tally

// formatWords are the words of a rulebook in Chinese: what a step does begins
// with "do", a key with "key", the rest are values. Nobody writes to it.
var formatWords = map[string]string{
	"do mean": "平均", "do sum": "合计", "do weighted mean": "加权平均", "do weighted sum": "加权合计", "do multiply": "乘", "do divide": "除",
	"do share": "率", "do pick": "取出", "do trim": "去掉最高最低", "do round": "取舍", "do rank": "名次", "do share of top": "按最高折算",
	"do pool": "按总数分配", "do min-max": "极差折算", "do place points": "名次计分", "do bands": "分档", "do bonus": "加分",
	"do deduction": "扣分", "do veto": "一票否决", "do cut": "取前几名", "do only": "只留", "do fill to 100": "凑成一百", "do streak": "连续",
	"do count": "个数", "do majority grade": "多数评级的等次", "do majority order": "多数评级的次序",
	"do half up": "四舍五入", "do half even": "四舍六入五成双", "do truncated": "只舍不入",

	"key of": "取自", "key parts": "各部分", "key by": "用", "key add": "加", "key subtract": "减", "key events": "依次看", "key over": "沿",
	"key axis": "轴", "key labels": "取", "key inside": "范围", "key first": "排在前的", "key style": "名次写法", "key ties": "并列时依次看",
	"key missing": "没有数时", "key weight": "权重", "key weights": "权重", "key grades": "等次", "key list": "名单", "key base": "分母",
	"key high": "去最高", "key low": "去最低", "key least": "至少", "key below_least": "不足时", "key take": "取", "key take_percent": "取百分之", "key fraction": "零头", "key tied_at_the_cut": "卡线并列", "key of_two": "居中两张取",
	"key not_on": "不在", "key on": "在", "key only_if": "仅当", "key cap": "至多", "key at_most": "不超过", "key at_least": "不低于",
	"key above": "高于", "key below": "低于", "key is": "等于", "key when": "并且", "key otherwise": "其余", "key points": "分", "key bands": "各档",
	"key label": "评为", "key table": "表", "key shared": "并列取", "key beyond": "以后", "key from": "从", "key to": "到", "key all_equal": "全同时",
	"key grade": "等次", "key percent": "百分比", "key void_if_all_equal": "各行全同作废", "key void_if_all": "全为此等次作废",

	"round up": "进一", "half up": "四舍五入", "half even": "四舍六入五成双", "truncated": "舍去",
	"renormalise": "不算它，权重让给别的", "zero": "按零算", "refuse": "停下来报错", "high": "高者", "low": "低者", "lower": "较低的", "higher": "较高的", "all": "全部",
	"unit": "单位", "class": "参评类别", "session": "场次", "criterion": "指标", "category": "代表类别", "grade": "等次", "number": "分数", "list": "名单",
	"marks": "评议票", "ticks": "得票", "issued": "发出票数", "checked in": "到场人数", "membership": "全体人数", "collected": "收回票数",
	"valid": "有效票数", "with an opinion": "表态票数", "all marks": "该行所有票", "all ticks": "全部得票", "headline": "主要等次", "each": "各等次",
	"expand": "全进", "shrink": "全不进", "re-vote": "再投", "break": "分先后", "lot": "抽签", "leave all": "都留下",
	"no value": "没有数", "residual": "末项取余", "largest remainder": "最大余数",
}
