package main

import (
	"regexp"
	"strings"
	"testing"
)

// TestAScrutineerReadsTheCheckInChinese: without a flag, as the other commands do, and to
// the last line: what holds, what nobody can know, and what is otherwise.
func TestAScrutineerReadsTheCheckInChinese(t *testing.T) {
	t.Parallel()
	folder := bundled(t, scrutineers, mixedEvening(t).log)
	status, out, problems := say(t, "", "verify", folder)
	if status != 0 {
		t.Fatalf("status %d: %s%s", status, out, problems)
	}
	for _, want := range []string{"通过     审计包：监票人审计包", "已确认的 2 个单位按选票重新计算", "检查点：共 3 个，签名有效", "计票确认：test（组织者）2 次", "数值：名次、类内名次、得分 按这些票数用另一套算法", "以上各项核对无误", "无法核实 评议证在谁手里"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said:\n%s", want, out)
		}
	}
	english := regexp.MustCompile(`[a-z]{3,} [a-z]{2,} [a-z]{2,}`)
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "演练 REHEARSAL") && english.MatchString(line) {
			t.Errorf("this is English: %s", line)
		}
	}
	forged := copied(t, folder)
	replace("result.json", `"score": "`, `"score": "1`)(t, forged)
	sums(t, forged)
	status, out, _ = say(t, "", "verify", forged)
	for _, want := range []string{"不一致   W001 得分：按记录是 ", "未通过   ", "处不一致"} {
		if status != 1 || !strings.Contains(out, want) {
			t.Errorf("status %d, want %q:\n%s", status, want, out)
		}
	}
}

// TestWhatGoesWrongIsSaidInTheLanguageThatWasAsked: of the commands that give evidence.
func TestWhatGoesWrongIsSaidInTheLanguageThatWasAsked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args   []string
		zh, en string
	}{
		{args: []string{"verify", "-receipt", "abc", "x"}, zh: `-receipt 应为 64 位`, en: "want 64 hexadecimal digits"},
		{args: []string{"verify", "-results", "none.json", "x"}, zh: "打开 none.json：没有这个文件", en: "no such file or directory"},
		{args: []string{"bundle", "x"}, zh: "参数 -out：请给出要写入的文件夹", en: "want the folder to be written"},
		{args: []string{"rehearse", "nowhere"}, zh: "nowhere：没有这个文件夹", en: "there is no such folder"},
		{args: []string{"replay", "-at", "x", "log.db"}, zh: `参数 -at：应为记录的编号，现为 "x"`, en: `want the number of a record, got "x"`},
		{args: []string{"replay", "-output", "hall", "-at", "x", "var"}, zh: `应为时间，如 "2006-01-02 15:04:05"（北京时间）`, en: "want a time such as"},
		{args: []string{"replay"}, zh: "应给出一个记录文件（场次的 log.db）或服务器的数据文件夹，现有 0 个", en: "want one log (the log.db of a session), or data folder, got 0 arguments"},
		{args: []string{"asrun"}, zh: "应给出一个服务器的数据文件夹，现有 0 个", en: "want one data folder of a server, got 0 arguments"},
		{args: []string{"rehearse", "a", "b"}, zh: "应给出一个场景文件夹，现有 2 个", en: "want one scenario folder, got 2 arguments"},
	} {
		for lang, want := range map[string]string{"zh": c.zh, "en": c.en} {
			args := append([]string{c.args[0], "-lang", lang}, c.args[1:]...)
			if status, _, problems := say(t, "", args...); status != 1 || !strings.Contains(problems, want) {
				t.Errorf("%v: status %d, %q, want %q", args, status, problems, want)
			}
		}
	}
	if status, _, problems := say(t, "", "verify", "-lang", "fr", "x"); status != 1 || !strings.Contains(problems, "可写 zh 或 en") {
		t.Errorf("status %d: %s", status, problems)
	}
}
