package tally

import "strings"

// words are what is printed around the figures, in Chinese and English; nobody
// writes to it.
var words = map[string][2]string{
	"rulebook":     {"评分办法", "rulebook"},
	"hash":         {"评分办法哈希", "rulebook hash"},
	"translation":  {"由第 1 版译成的第 2 版", "its translation into version 2"},
	"ballots":      {"票数", "ballots"},
	"unit":         {"编号", "unit"},
	"name":         {"名称", "name"},
	"class":        {"参评类别", "class"},
	"session":      {"场次", "session"},
	"criterion":    {"指标", "criterion"},
	"category":     {"代表类别", "category"},
	"list":         {"名单", "list"},
	"grade":        {"等次", "grade"},
	"number":       {"分数", "number"},
	"value":        {"数值", "value"},
	"issued":       {"发出", "issued"},
	"checked in":   {"到场", "checked in"},
	"membership":   {"全体", "membership"},
	"collected":    {"收回", "collected"},
	"valid":        {"有效", "valid"},
	"invalid":      {"无效", "invalid"},
	"void":         {"作废", "void"},
	"replaced":     {"另有 {n} 张被同一代表的另一张票取代，不计", "{n} more ballots do not count: their owners cast another"},
	"ballots void": {"{n} 张", "{n} ballot(s)"},
	"summed":       {"各单位合计：", "over all units: "},
	"marks":        {"票数", "marks"},
	"ticks":        {"得票", "ticks"},
	"rows void":    {"{n} 行", "{n} row(s)"},
	"pending":      {"等待决定", "waits for a decision"},
	"veto":         {"一票否决", "veto"},
	"re-vote":      {"再投", "re-vote"},
	"lot":          {"抽签", "lot"},
	"exact":        {"精确值", "exactly"},
	"also":         {"未列入本表：{n}；用 --table 名称 单独输出", "not in this table: {n}; --table NAME prints one of them"},
	"over-vote":    {"多选", "over-vote"},
	"under-vote":   {"少选", "under-vote"},
	"unknown mark": {"票上没有的选项", "unknown mark"},
	"outside band": {"分数与等次不符", "number outside the grade's band"},
	"pattern":      {"各行雷同", "pattern"},
	"quota":        {"等次比例不合规定", "quota of a grade"},
	"sheet":        {"票样", "ballot"},
	"one unit":     {"一张票评一个单位", "each ballot is about one unit"},
	"all units":    {"一张票评全部单位", "each ballot is about all units"},
	"grades":       {"等次", "grades"},
	"numbers":      {"分数", "numbers"},
	"choose":       {"选取", "choose"},
	"criteria":     {"指标", "criteria"},
	"of the unit":  {"各单位自己的承诺", "those that each unit brings"},
	"patterns":     {"作废规律", "void patterns"},
	"over_vote":    {"一行多选", "over-vote"},
	"void ballot":  {"整票作废", "the whole ballot is void"},
	"void row":     {"该行作废", "the row is void"},
	"categories":   {"代表类别", "categories"},
	"imported":     {"外来的数", "from elsewhere"},
	"optional":     {"可以没有", "optional"},
	"steps":        {"步骤", "steps"},
	"results":      {"结果", "results"},
	"weight":       {"权重", "weight"},
	"not in base":  {"不计入基数", "not in the base"},
	"no points":    {"无分值", "no points"},
	"headline":     {"主要", "headline"},
	"sound":        {"可以使用", "the rulebook is sound"},
	"one_vote":     {"一人一票", "one vote"},
	lastCounts:     {"最后一张为准", "the last counts"},
	firstCounts:    {"第一张为准", "the first counts"},
}

// phrase is a word in one language; one that is not known stays as it is.
func phrase(lang, key string, n ...string) string {
	w, ok := words[key]
	if !ok {
		return key
	}
	text := w[1]
	if lang == "zh" {
		text = w[0]
	}
	return strings.ReplaceAll(text, "{n}", strings.Join(n, ""))
}
