package main

import (
	"strings"
	"testing"
)

// TestAWrongFlagIsToldInChineseToo, on every command: which language is wanted is known
// only when all flags were read.
func TestAWrongFlagIsToldInChineseToo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"count", "--bolots", "x"}, "flag provided but not defined: -bolots\n没有 -bolots 这个选项\n"},
		{[]string{"count", "--units"}, "flag needs an argument: -units\n选项 -units 后面要写值\n"},
		{[]string{"export", "--version", "zwei", "x"}, "for flag -version: parse error\n选项 -version 的值不能是“zwei”\n"},
		{[]string{"bench", "-small=maybe"}, "for -small: parse error\n选项 -small 的值不能是“maybe”\n"},
		{[]string{"verify", "---x"}, "bad flag syntax: ---x\n选项不能写成 ---x\n"},
	} {
		status, out, problems := say(t, "", c.args...)
		if status != 1 || out != "" || !strings.Contains(problems, c.want) || !strings.HasPrefix(problems[strings.LastIndex(problems, "pingyi "):], "pingyi "+c.args[0]+": ") {
			t.Errorf("%v: status %d, printed %q, said\n%s", c.args, status, out, problems)
		}
	}
}
