package main

import (
	"strings"
	"testing"
)

// TestExplainFollowsVoidBallotsToTheirReasons, each of which may be asked for by any of its names.
func TestExplainFollowsVoidBallotsToTheirReasons(t *testing.T) {
	t.Parallel()
	log := chosenLog(t, "2")
	_, whole, _ := say(t, "", "explain", "--of", "无效", log)
	for _, want := range []string{"无效 (所选单位多于规定): ", " 中的，逐张计数；评分办法规定：", "超过 2 个", "即 所选单位多于规定 "} {
		if !strings.Contains(whole, want) {
			t.Errorf("it does not say %q:\n%s", want, whole)
		}
	}
	_, one, _ := say(t, "", "explain", "--of", "无效 over-vote", log)
	if !strings.Contains(one, "无效 (所选单位多于规定): ") {
		t.Errorf("of one reason it says\n%s", one)
	}
	for _, asked := range []string{"无效 多选", "void 多选", "多选 无效", "void too many units ticked", "无效 所选单位多于规定"} {
		if status, out, problems := say(t, "", "explain", "--of", asked, log); status != 0 || out != one {
			t.Errorf("%s: status %d, %s\n%s", asked, status, problems, out)
		}
	}
	for asked, wants := range map[string][2]string{
		"无效 各行雷同":   {"可以问：无效 多选", "What may be asked: void over-vote"},
		"无效 B01 多选": {"作废的原因只按全场合计", "reasons are told of the whole session together"},
	} {
		for lang, want := range map[string]string{"zh": wants[0], "en": wants[1]} {
			if status, out, problems := say(t, "", "explain", "--lang", lang, "--of", asked, log); status != 1 || out != "" || !strings.Contains(problems, want) {
				t.Errorf("%s: status %d, %s, it does not say %q:\n%s", asked, status, out, want, problems)
			}
		}
	}
	if status, _, problems := say(t, "", "explain", "--of", "无效 多选", mixedEvening(t).log); status != 1 || !strings.Contains(problems, "没有一张票全票作废") {
		t.Errorf("where none is void: %d, %s", status, problems)
	}
}

// TestACriterionBesideTheScoreAsksForItsOwn, and beside what a unit has one of it is told what may be asked.
func TestACriterionBesideTheScoreAsksForItsOwn(t *testing.T) {
	t.Parallel()
	log := pledgesLog(t)
	_, want, problems := say(t, "", "explain", "--of", "criterion score A A-1", log)
	if want == "" {
		t.Fatal(problems)
	}
	for _, asked := range []string{"得分 A A-1", "score 甲局 公示", "A-1 得分 A"} {
		if status, out, problems := say(t, "", "explain", "--of", asked, log); status != 0 || out != want {
			t.Errorf("%s: status %d, %s\n%s", asked, status, problems, out)
		}
	}
	for asked, wants := range map[string][2]string{
		"名次 A A-1": {"可以问：名次 A, 各项得分 A A-1, 票数 A A-1", "What may be asked: 名次 A, "},
		"得分 A B-1": {"可写：A-1, A-2", "write one of: A-1, A-2"},
	} {
		for lang, want := range map[string]string{"zh": wants[0], "en": wants[1]} {
			if status, out, problems := say(t, "", "explain", "--lang", lang, "--of", asked, log); status != 1 || out != "" || !strings.Contains(problems, want) {
				t.Errorf("%s: status %d, %s, it does not say %q:\n%s", asked, status, out, want, problems)
			}
		}
	}
}
