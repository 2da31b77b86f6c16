package tally

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestVoidBallotsAreToldWithTheirRule, and the reason may stand beside what is invalid too.
func TestVoidBallotsAreToldWithTheirRule(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"r.json": `{"rulebook": 2, "title": "全优作废", "ballot": {"sheet": "all units", "over_vote": "void ballot", "patterns": [{"void_if_all": "好"}],
			"grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]}, "steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`,
		"u.csv":   "编号,单位\nA,税务\nB,公安\n",
		"b.jsonl": "{\"rows\": [{\"unit\": \"A\", \"grade\": \"好\"}, {\"unit\": \"B\", \"grade\": \"好\"}]}\n{\"rows\": [{\"unit\": \"A\", \"grade\": \"好\"}]}\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	o, err := Count(Job{Rulebook: filepath.Join(folder, "r.json"), Units: filepath.Join(folder, "u.csv"), Ballots: []string{filepath.Join(folder, "b.jsonl")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, asked := range []string{"作废", "作废 各行雷同", "无效 各行雷同", "invalid pattern"} {
		lines, err := o.explain(asked, "zh")
		if text := chainText(lines, "zh") + chainText(lines, "en"); err != nil || !strings.Contains(text, "作废（各行雷同）：1。由选票和表格计得；评分办法规定：各行全为“好”的，整票作废。") || !strings.Contains(text, "; the rulebook says: where all rows say “好” the whole ballot is void.") {
			t.Errorf("%s: %v\n%s", asked, err, text)
		}
	}
	if lines, err := o.explain("无效 多选", "zh"); err == nil {
		t.Errorf("of a reason that none is void for: %+v", lines)
	}
}
