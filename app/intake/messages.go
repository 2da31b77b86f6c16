package intake

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// sentence says what is wrong and how to mend it. {value} is the cell, {1} and
// {2} are the arguments; {said} is one of two, the first in English.
type sentence struct{ zh, en string }

// sentences has every code of errors.go; nobody writes to it.
var sentences = map[Code]sentence{
	CodeFileSize:    {"文件超过 {1} MB，请拆分或删去无关内容后再上传", "the file is larger than {1} MB; take out what does not belong to the list"},
	CodeUnzipped:    {"工作簿解压后超过 {1} MB，请只保留名单所在的工作表", "the workbook is larger than {1} MB once unpacked; keep only the sheet with the list"},
	CodeOldWorkbook: {"这是旧版 .xls 文件或加密的工作簿，请取消密码并另存为 .xlsx 或 CSV", "this is an old .xls file or a workbook with a password; save it without a password as .xlsx or CSV"},
	CodeWorkbook:    {"工作簿无法读取（{1}），请用表格软件打开后另存为新的 .xlsx", "the workbook cannot be read ({1}); open it in a spreadsheet program and save it as a new .xlsx"},
	CodeNotText:     {"这不是 CSV 或 xlsx 表格，请检查是否选错了文件", "this is neither CSV nor xlsx; check whether it is the right file"},
	CodeEncoding:    {"文字无法按 {1} 编码识别，请另存为“CSV UTF-8”或 .xlsx", "the text cannot be read as {1}; save it as \"CSV UTF-8\" or .xlsx"},
	CodeNoData:      {"文件里没有内容，请检查是否选错了文件或工作表", "there is nothing in the file; check whether it is the right file or sheet"},
	CodeTooLong:     {"表格过大，最多 {1} 行", "the table is too large; at most {1} rows are read"},
	CodeTooWide:     {"这一行的列数超过 {1} 列，请删去无关的列", "the row has more than {1} columns; take out those that do not belong"},
	CodeColumn:      {"找不到“{1}”列（可用的列名：{2}），文件里的列是：{3}。请改列名", "there is no column \"{1}\" (any of these titles will do: {2}); the columns found are: {3}. Rename the column"},
	CodeColumnTwice: {"“{1}”列出现了两次，请只保留一列或改名", "the column \"{1}\" is there twice; keep one or rename the other"},
	CodeTooMany:     {"条目太多，最多 {1} 个", "there are too many entries; at most {1} are possible"},
	CodeRulebook:    {"评分办法无法使用：{1}", "the rulebook cannot be used: {1}"},
	CodeTitle:       {"会议名称须为 1 至 {1} 个字节，当前为“{value}”", "the title of the session must have 1 to {1} bytes; it is \"{value}\""},
	CodePledges:     {"评分办法要求每个单位评自己的承诺，请一并上传承诺清单", "the rulebook asks of each unit its own pledges; upload the list of pledges as well"},
	CodeMoreErrors:  {"另有 {1} 处错误未列出，请先改正上面的", "{1} more errors are not listed; mend those above first"},

	CodeQuotes:        {"引号不成对，请给含引号的内容首尾都加上英文引号，内部的引号写两遍，或另存为 .xlsx", "the quotation marks do not match; enclose the cell in quotation marks and double those inside, or save as .xlsx"},
	CodeUntitled:      {"第 {1} 格“{value}”上面没有列名，不知道是什么；如果是前一格的一部分（例如 1,200 里的 200），请给整格加英文引号，否则请给这一列加上列名或删去这一格", "cell {1} holds \"{value}\" and no title stands above it; if it is a part of the cell before it (as 200 is of 1,200), enclose the whole cell in quotation marks, else give its column a title or delete it"},
	CodeMissing:       {"“{1}”是空的，请填写", "\"{1}\" is empty; fill it in"},
	CodeDuplicate:     {"编号“{value}”与第 {1} 行重复，请改成不重复的编号或删去一行", "the number \"{value}\" is already used in row {1}; give it another number or delete one of the rows"},
	CodePledgeLong:    {"承诺太长（{1} 字，最多 {2} 字），请缩短", "the pledge is too long ({1} characters, at most {2}); shorten it"},
	CodeTextTooLong:   {"内容太长（{1} 字节，最多 {2} 字节），请缩短", "the text is too long ({1} bytes, at most {2}); shorten it"},
	CodeRounded:       {"“{value}”是被表格软件取整的长数字，末位已丢失；请把该列设为“文本”格式，重新填写原编号", "\"{value}\" is a long number that the spreadsheet program has rounded, its last digits are lost; format the column as text and enter the numbers again"},
	CodeFormula:       {"公式结果出错“{value}”，请改成文字", "the formula failed with \"{value}\"; replace it by its text"},
	CodeControl:       {"单元格里有换行或不可见的控制字符，请改为一行", "the cell has a line break or a control character in it; put it on one line"},
	CodeGarbled:       {"有乱码“{value}”，请从原始文件重新复制该单元格", "\"{value}\" has characters that were destroyed by an earlier conversion; copy the cell from the original again"},
	CodeCategory:      {"没有“{value}”这个代表类别，评分办法里的类别是：{1}", "there is no category \"{value}\"; the rulebook has: {1}"},
	CodePledgeUnit:    {"承诺所属的单位“{value}”不在单位名单中，请核对编号", "the unit \"{value}\" of the pledge is not on the list of units; check its number"},
	CodePledgesNone:   {"单位“{value}”（{1}）没有承诺，请补上或从单位名单中删去", "the unit \"{value}\" ({1}) has no pledges; add them or take it off the list of units"},
	CodePledgesMany:   {"单位“{value}”有 {1} 项承诺，最多 {2} 项", "the unit \"{value}\" has {1} pledges; at most {2} are possible"},
	CodeBallot:        {"评议票无法读取：{said}", "the ballot cannot be read: {said}"},
	CodeNoBallot:      {"文件里没有选票，请检查是否选错了文件；真的一张也没有，就不要给出这个文件", "there is no ballot in the file; check whether it is the right one, and leave it out if there really were none"},
	CodeRosterSays:    {"票上的代表类别是“{value}”，名册里这个代表是“{1}”（{2} 第 {3} 行）；请改正其中之一，或把票上的类别留空，以名册为准", "the ballot is of the category \"{value}\", and the roster has this representative under \"{1}\" ({2}, row {3}); correct one of the two, or leave the category of the ballot empty to go by the roster"},
	CodeBallotUnit:    {"评议票里的单位“{value}”不在名单中", "the unit \"{value}\" of the ballot is not on the list"},
	CodeBallotRep:     {"评议票里的代表“{value}”不在名册中", "the representative \"{value}\" of the ballot is not on the roster"},
	CodeBallotGrade:   {"评议票里的等次“{value}”不存在，应为 0 至 {1}", "there is no grade \"{value}\"; grades are 0 to {1}"},
	CodeBallotLabel:   {"票样上没有“{value}”这个等次，票样上有：{1}。请改成其中之一，没有投的留空", "there is no grade \"{value}\" on the ballot, which has: {1}. Write one of them, or leave the cell empty where nothing was marked"},
	CodeCriterion:     {"“{value}”不是这个单位的指标，可用的是：{1}", "\"{value}\" is no criterion of this unit, which has: {1}"},
	CodeUnitOfTwo:     {"单位名单中有两个单位叫“{value}”，请写编号", "two units on the list have the name \"{value}\"; write the number of one"},
	CodeUnit:          {"单位“{value}”不在单位名单中，请写名单里的编号或名称", "the unit \"{value}\" is not on the list of units; write its number or its name as the list has it"},
	CodeList:          {"票样上没有“{value}”这张名单，票样上有：{1}", "the ballot has no list \"{value}\"; it has: {1}"},
	CodeLabel:         {"“{value}”不是“{1}”，可用的是：{2}", "\"{value}\" is no {3}; known are: {2}"},
	CodeNotNumber:     {"“{value}”不是数字，请写成 12 或 8.5 这样，不带单位和千分号", "\"{value}\" is no plain number; write it like 12 or 8.5, without units or separators"},
	CodeDigits:        {"“{value}”的位数太多：小数点前最多 12 位，后面最多 {1} 位；请四舍五入", "\"{value}\" has too many digits: at most 12 before the point and {1} behind it; round it"},
	CodeNotCount:      {"“{value}”不是票数；票数是整数，请写成 12 这样，不带单位和千分号", "\"{value}\" is no count; counts are whole numbers, written like 12, without units or separators"},
	CodeSigned:        {"这个数是负数；加分和扣分都写正数，是加是减由评分办法决定", "the figure is negative; a bonus and a deduction are written without a sign, and the rulebook says whether it is added or taken off"},
	CodeMarkTwice:     {"这张票已经有同样的一行，请删去一行", "the ballot has the same row already; delete one of the two"},
	CodeFigureTwice:   {"“{value}”的数在第 {1} 行已经有了，请删去一行", "there is a figure for \"{value}\" in row {1} already; delete one of the two"},
	CodePlaceTwice:    {"这里的“{1}”在第 {2} 行已经有了；请删去一行，分开点的请先加总，或分成两个文件（两个 --parts 的票数相加）", "\"{1}\" of this place is in row {2} already; delete one of the two, or if they were counted apart, add them up or give them in two files (counts of two --parts are added)"},
	CodeImportedTwice: {"这里的“{1}”在第 {2} 行已经有了，外来的数一处只能给一次；请核对后删去一行", "\"{1}\" of this place is in row {2} already, and a figure from elsewhere is given once; find out which is right and delete the other row"},
	CodePlaceInFiles:  {"“{1}”的这个数在 {2} 第 {3} 行已经有了，外来的数一处只能给一次；请核对后删去一个", "\"{1}\" of this place is in {2}, row {3} already, and a figure from elsewhere is given once; find out which is right and delete the other"},
	CodeCounts:        {"这些数不能同时成立：{said}", "these counts cannot all be right: {said}"},
	CodeShownRounded:  {"单元格显示“{value}”，实际存的是 {1}；请让单元格显示全部位数，或改成要录入的数", "the cell shows \"{value}\" and holds {1}; let it show all digits, or write the figure that is meant"},
	CodeNothingMarked: {"这一行没有等次、分数或名单，请填写，或删去这一行", "the row has neither a grade nor a number nor a list; fill one in or delete the row"},
	CodeVoteTwice:     {"代表“{value}”交了两张票，前一张在{1}；评分办法没有写以哪一张为准。请删去一张，或在评分办法里写 \"one_vote\": \"last before the close counts\"（最后一次为准）或 \"first counts\"（第一次为准）", "the representative \"{value}\" has two ballots, the other one in {1}, and the rulebook does not say which counts; delete one, or write \"one_vote\": \"last before the close counts\" or \"first counts\" in the rulebook"},
	CodeBallotOwners:  {"票号“{value}”在{1}是另一个代表或另一个类别的票；一个票号是一张票，请改正写错的一行，或给这张票另编票号", "the ballot number \"{value}\" belongs to another representative or category in {1}; one number is one ballot: correct the wrong row, or give this ballot a number of its own"},
	CodeBallotApart:   {"票号“{value}”在{1}已经有了，中间隔着别的格式的选票文件；请把表格的选票文件依次排在一起，不是同一张票的请另编票号", "the ballot number \"{value}\" is in {1} already, with ballots of another format in between; give the tables one after the other, or this ballot a number of its own if it is another one"},
	CodeMarkInFiles:   {"票号“{2}”已经有同样的一行，这张票从{1}开始；同一份选票给了两遍的请去掉一遍，各文件各自从 1 编号的请把票号改成不重复的", "the ballot \"{2}\", which begins in {1}, has the same row already; leave one file out if both hold the same ballots, or make the numbers differ if each file has numbers of its own"},
	CodeNoCategory:    {"不知道这张票属于哪个代表类别：请加“代表类别”列，或写代表证号并用 --roster 给出名册", "the category of the ballot is not known; add a column \"category\", or give the representative's number here and the roster with --roster"},
	CodeMarksLength:   {"应有 {1} 个字符（{2} 行，按单位再按指标），这里有 {3} 个", "want {1} marks, one for each of {2} rows by unit and criterion, got {3}"},
	CodeTables:        {"没有一列是评分办法要的数，列名可以是：{1}。请改列名", "no column holds figures that the rulebook knows; the titles can be: {1}. Rename the column"},
	CodeTablesWide:    {"没有一列是评分办法要的数，列名可以是：{1}；或每个等次、分数、名单一列：{2}。请改列名", "no column holds figures that the rulebook knows; the titles can be: {1}; or a column for each grade, number or list: {2}. Rename the columns"},
	CodeTitleOfTwo:    {"列名有两个意思：{said}", "the title of the column means two things: {said}"},
	CodeLongForm:      {"这样的列读不出来：{said}", "such a column cannot be read: {said}"},
	CodePledgeTwice:   {"这个单位已经有这项承诺，请删去一行", "the unit has this pledge already; delete one of the two"},
	CodeAxis:          {"“{1}”按“{2}”给出，表里却没有“{2}”列，请加上", "\"{1}\" is given by {3}, but there is no such column; add a column \"{3}\""},
	CodeOtherAxis:     {"“{1}”不按“{2}”给出，请把这一格留空，或把“{1}”写在另一行", "\"{1}\" is not given by \"{2}\"; leave that cell empty, or write \"{1}\" on a row of its own"},
	CodeDecision:      {"这条决定不能用：{said}", "the decision cannot be used: {said}"},
	CodeDecisionOf:    {"“{1}”按“{2}”各排各的，这条决定没有写是哪一项（{3}），不知道决定的是哪一处并列；请加上“{2}”列并写明", "\"{1}\" puts units in order by {4}, each apart, and the decision does not say of which ({3}) the tie is; write it in a column \"{4}\""},
	CodeBallotPledge:  {"评议票里的承诺“{value}”不是单位 {1} 的承诺", "\"{value}\" on the ballot is no pledge of unit {1}"},
	CodeExpected:      {"预期结果无法读取：{1}", "the expected result cannot be read: {1}"},
	CodeScenarioFiles: {"文件夹里没有这个文件（可用的文件名：{1}）", "the folder does not have it (any of these names will do: {1})"},

	WarnSeats:      {"“{value}”在名册中有 {1} 人，评分办法规定 {2} 席，请核对", "\"{value}\" has {1} representatives on the roster, the rulebook gives it {2} seats; check which is right"},
	WarnFew:        {"“{value}”只有 {1} 人；无记名评议每个类别至少要发 {2} 张证，否则无法发证", "\"{value}\" has only {1} representatives; a secret session needs at least {2} cards in a category before cards can be issued"},
	WarnIgnored:    {"以下列没有使用：{1}", "these columns are not used: {1}"},
	WarnPledges:    {"评分办法不评承诺，这份清单没有使用", "the rulebook asks for no pledges; this list is not used"},
	WarnGlyph:      {"“{value}”里的 {1} 不在屏幕字体中，大屏和电视上可能画成方框；请改用核准的简称，或在显示画面的电脑上安装含有该字的字体", "the font of the displays has no {1}, which stands in \"{value}\" and may be drawn as a box; use an approved short name, or install a font that has it on the machines that show the pictures"},
	WarnExample:    {"“{value}”是空白表里的示例行，没有读入；如果是真的，请改编号", "\"{value}\" is the example of a blank list and was left out; if it is real, change its number"},
	WarnOnward:     {"{1} 张票从前面的文件接到这里（第一张是票号“{value}”，从{2}开始），同一票号的各行算作一张票；如果是不同的票，请把票号改成不重复的", "ballots that go on from an earlier file: {1} (the first is \"{value}\", which begins in {2}); the rows of one number are one ballot. If they are different ballots, make their numbers differ"},
	WarnCounts:     {"请核对：{said}", "check these counts: {said}"},
	WarnNoRep:      {"{1} 张票没有写代表证号，无法与名册核对，也查不出重票", "ballots that name no representative: {1}; they cannot be held against the roster, and a second ballot of somebody is not found"},
	WarnUngroup:    {"这些单位没有写“{1}”，别的单位写了：{2}；它们自成一组，名次和平均都只在它们之间算，请核对", "these units have no \"{1}\" while others have one: {2}; they are a group of their own, with places and means among themselves: check whether that is meant"},
	WarnNoTie:      {"这条决定没有用到：这一步没有这些单位之间的并列等它决定，请核对步骤、方式和单位", "the decision was not used: no tie of that step among these units waits for it; check the step, the kind and the units"},
	WarnTieOfMore:  {"这条决定没有用到：并列的是 {1}，须把他们都写上，写一部分不能决定", "the decision was not used: the tie is of {1}, and every one of them has to be named"},
	WarnTieDecided: {"这条决定没有用到：{1} 的并列已由另一条决定分出先后", "the decision was not used: another one told {1} apart"},
	WarnPerson:     {"“{value}”与第 {1} 行同名、同单位、同类别，请核对是否重复", "\"{value}\" has the same name, employer and category as row {1}; check whether it is the same person"},
}

// details are what the sentence about an unreadable ballot says more: the arguments
// of CodeBallot, English first. Nobody writes to it.
var details = map[string]sentence{
	"one grade":     {`应有 "unit"、"rep"，以及 "grade" 或 "pledges" 之一`, `want "unit", "rep" and "grade" or "pledges"`},
	"pledges":       {`应有 "pledges"，每项一个等次`, `want "pledges", one grade for each`},
	"marks":         {"应有一个编号、一个空格和 {n} 个符号", "want a number, a blank and {n} marks"},
	"lists":         {`应有 "rep"，再按名单写所选的单位`, `want "rep" and, by list, the units that were chosen`},
	"list of units": {"应为单位的列表", "want a list of units"},
	"json":          {"这一行的 JSON 写得不对", "this is not the JSON of a ballot"},
	"file":          {"文件损坏，或有一行太长", "the file is damaged, or a line is too long"},
}

// detail is one of them in both languages.
func detail(key string) []string { return []string{details[key].en, details[key].zh} }

// maxShown is how many characters of a cell a sentence repeats.
const maxShown = 60

// Message is the error as one sentence with its place, Chinese for "zh", else
// English: what is wrong and how to mend it.
func (e RowError) Message(lang string) string {
	if e.Problem != nil {
		return e.rule(lang)
	}
	words, known := sentences[e.Code]
	if !known {
		words = sentence{string(e.Code), string(e.Code)}
	}
	fill := []string{"{value}", shorten(e.Value)}
	for i, arg := range e.Args {
		fill = append(fill, "{"+strconv.Itoa(i+1)+"}", listed(arg, lang))
	}
	if said := e.Args; len(said) == 2 && lang == "zh" {
		fill = append(fill, "{said}", said[1])
	} else if len(said) == 2 {
		fill = append(fill, "{said}", said[0])
	}
	filler := strings.NewReplacer(fill...)
	if lang == "zh" {
		return e.placeZH() + "：" + filler.Replace(words.zh) + "。"
	}
	return e.placeEN() + ": " + filler.Replace(words.en)
}

// rule is a problem of the rulebook, whose sentences are the engine's.
func (e RowError) rule(lang string) string {
	p := *e.Problem
	if lang != "zh" {
		return e.placeEN() + ": " + p.Error()
	}
	p = p.Chinese()
	return e.placeZH() + "：" + p.Path + "：" + p.Reason + "。" + p.Mend + "。"
}

func (e RowError) placeZH() string {
	place := e.File
	if e.Sheet != "" {
		place += "（工作表“" + e.Sheet + "”）"
	}
	if e.Row > 0 {
		place += fmt.Sprintf("第 %d 行", e.Row)
	}
	if e.Column != "" {
		place += "“" + e.Column + "”列"
	}
	return place
}

func (e RowError) placeEN() string {
	place := e.File
	if e.Sheet != "" {
		place += fmt.Sprintf(", sheet %q", e.Sheet)
	}
	if e.Row > 0 {
		place += fmt.Sprintf(", row %d", e.Row)
	}
	if e.Column != "" {
		place += fmt.Sprintf(", column %q", e.Column)
	}
	return place
}

// List is an argument that names several things, a line for each: the sentence puts
// between them what its language does.
func List(items []string) string {
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = strings.Join(strings.FieldsFunc(item, func(r rune) bool { return r == '\n' || r == '\r' }), " ")
	}
	return strings.Join(lines, "\n")
}

// listed is an argument as a sentence has it.
func listed(arg, lang string) string {
	if lang == "zh" {
		return strings.ReplaceAll(arg, "\n", "、")
	}
	return strings.ReplaceAll(arg, "\n", ", ")
}

// shorten cuts a cell to what fits into a sentence, on one line.
func shorten(value string) string {
	value = strings.Join(strings.Fields(value), " ")
	if utf8.RuneCountInString(value) <= maxShown {
		return value
	}
	return string([]rune(value)[:maxShown]) + "…"
}
