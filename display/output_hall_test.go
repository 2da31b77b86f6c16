package display

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"pingyi/onair"
	"pingyi/voting"
)

// programme reads the rules of a ready-made session, as an organizer gets them.
func programme(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("../voting/programme/" + name + "/rulebook.zh-CN.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// sampled reads the first units of a sample session: number, name, department, class.
func sampled(t testing.TB, file string, n int) []voting.Unit {
	t.Helper()
	text, err := os.ReadFile("../data/sample/" + file)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil || len(lines) <= n {
		t.Fatal(err, len(lines))
	}
	var units []voting.Unit
	for _, l := range lines[1 : n+1] {
		units = append(units, voting.Unit{ID: voting.UnitID(l[0]), Name: l[1], Department: voting.Department(l[2]), Class: voting.Class(l[3])})
	}
	return units
}

// long gives units names as long as they get, with characters that fonts lack.
func long(units []voting.Unit) []voting.Unit {
	names := []string{
		"市住房和城乡建设委员会建设工程质量安全监督与行政审批服务大厅不动产登记联办综合受理窗口",
		"新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县市场监督管理局企业注册登记窗口",
		"𬀩𬮿䶮㛃㙓𬱖街道党群服务中心",
		"Joint Window for the Registration of Enterprises with Foreign Investment and <Cross-Border> Services & Permits",
		"局",
	}
	for i := range units {
		units[i].Name = names[i%len(names)]
		units[i].Department = "市人民政府行政审批制度改革与政务服务管理办公室（市公共资源交易监督管理局）"
	}
	return units
}

// pledgeRules judge pledges of each unit's own, and say in a word whether they were kept.
const pledgeRules = `{"rulebook": 2, "title": "承诺兑现评议", "secrecy": "secret", "reveal": "closed",
 "ballot": {"sheet": "one unit", "criteria": "of the unit", "grades": [{"label": "兑现", "points": 100, "headline": true},
  {"label": "部分兑现", "points": 60}, {"label": "未兑现", "points": 0}, {"label": "不了解", "in_base": false}]},
 "categories": [{"label": "人大代表", "weight": 60}, {"label": "企业代表", "weight": 40}],
 "steps": [{"name": "类内平均", "do": "mean", "of": "marks"},
  {"name": "承诺得分", "do": "weighted mean", "of": "类内平均", "over": "category", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
  {"name": "各项兑现率", "do": "sum", "of": "marks", "over": "category"},
  {"name": "兑现率", "do": "share", "of": "各项兑现率", "grades": ["兑现"], "base": "all marks"},
  {"name": "各项结论", "do": "bands", "of": "兑现率", "bands": [{"label": "兑现", "at_least": 70}, {"label": "部分兑现", "at_least": 40}, {"label": "未兑现", "otherwise": true}]},
  {"name": "到场数", "do": "sum", "of": "checked in", "over": "category"},
  {"name": "发证数", "do": "sum", "of": "issued", "over": "category"},
  {"name": "收回数", "do": "sum", "of": "collected", "over": "category"},
  {"name": "到会率", "do": "share", "of": "到场数", "base": "发证数"},
  {"name": "收回率", "do": "share", "of": "收回数", "base": "发证数"},
  {"name": "平均", "do": "mean", "of": "承诺得分", "over": "criterion", "missing": "renormalise", "round": {"places": 2, "mode": "half up"}},
  {"name": "得分", "do": "only", "of": "平均", "only_if": [{"table": "到会率", "above": 50}, {"table": "收回率", "at_least": 60}]},
  {"name": "结论", "do": "bands", "of": "得分", "bands": [{"label": "兑现", "at_least": 80}, {"label": "部分兑现", "at_least": 60}, {"label": "未兑现", "otherwise": true}]},
  {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}],
 "result": {"score": "得分", "criterion score": "承诺得分", "rank": "名次", "verdict": "结论", "pledge verdict": "各项结论"}}`

// promised gives units pledges.
func promised(units []voting.Unit) []voting.Unit {
	for i := range units {
		id := func(k int) string { return fmt.Sprintf("%s-%d", units[i].ID, k) }
		units[i].Criteria = []voting.Criterion{
			{ID: id(1), Label: "一次性告知率达到百分之百；能当场办的当场办，不能当场办的五个工作日内办结。窗口中午不断档，节假日轮流值班，群众随到随办！", Group: "上年承诺"},
			{ID: id(2), Label: "建立“局长接待日”，每月十五日公开接访。", Group: "本年承诺"},
		}
	}
	return units
}

// marked runs an item up to its close, with so many cards for each grade, on all rows alike.
func (h *hall) marked(id voting.ItemID, counts ...int) {
	h.t.Helper()
	h.polled(id, counts...)
	h.close(id)
}

// polled opens an item and lets cards mark it.
func (h *hall) polled(id voting.ItemID, counts ...int) {
	h.t.Helper()
	h.stage(id)
	h.open(id)
	rows, card := h.state.Session.Rows(h.state.Item(id).Item), 0
	for grade, n := range counts {
		for range n {
			marks := make([]byte, rows)
			for i := range marks {
				marks[i] = byte(grade)
			}
			h.cast(card, voting.Marks(marks))
			card++
		}
	}
}

func (h *hall) confirm(id voting.ItemID) {
	h.t.Helper()
	h.do(voting.ConfirmItem{Act: voting.Act{By: "王监票", Role: voting.Scrutineer, At: h.now}, Item: id})
}

// finish ends the session and confirms the result, whatever is outstanding.
func (h *hall) finish() {
	h.t.Helper()
	h.do(voting.CloseSession{Act: voting.Act{At: h.now, Role: voting.Organizer}})
	h.do(voting.ConfirmResult{Act: voting.Act{By: "王监票", Role: voting.Scrutineer, At: h.now + 60}, Reason: "核对无误"})
}

// announce reveals every item and announces the result.
func (h *hall) announce() {
	h.t.Helper()
	for i := range h.state.Items {
		if h.state.Items[i].Phase == voting.PhaseConfirmed {
			h.do(voting.RevealItem{Item: h.state.Items[i].ID})
		}
	}
	h.do(voting.AnnounceResult{Act: voting.Act{By: "李主任", Role: voting.Organizer, At: h.now + 120}})
}

// view is an output with one cue on it.
func view(class onair.Class, cue onair.Cue) onair.View {
	kind, _ := onair.KindOf(cue.Scene)
	name, title := onair.Name("pgm"), "播出"
	if class == onair.Sealed {
		name, title = "sealed", "监票"
	}
	return onair.View{
		Output: onair.Output{
			Name: name, Title: title, Class: class, Theme: "blue", Lang: "zh-CN", Width: 1920, Height: 1080, Rate: 50, Ground: onair.Transparent,
		},
		Revision: 88, Layers: map[onair.Layer]onair.Shown{kind.Layer: {Cue: cue, Take: 17, At: 1_764_180_000_123}},
	}
}

// released is a view on which so many groups of a list are out.
func released(v onair.View, list string, groups int) onair.View {
	v.Reveals = map[string]int{list: groups}
	return v
}

func (h *hall) output(v onair.View) []byte {
	return RenderOutput(h.state, v, Setting{JoinURL: "https://vote.example.cn/V"})
}

func TestHeldPictureTellsNoClock(t *testing.T) {
	h := windowEvening(t, "before")
	type told struct {
		State    string
		Held     bool
		Deadline int64
		Ballots  int
	}
	for _, scene := range []onair.Scene{onair.SceneCountdown, onair.SceneBars, onair.SceneBug, onair.SceneVerdict} {
		v := view(onair.Public, onair.Cue{Scene: scene})
		v.Frozen = h.state.Records
		data := decode[struct{ Layers []struct{ Data told } }](t, h.output(v)).Layers[0].Data
		if !data.Held || data.Deadline != 0 {
			t.Errorf("%s: more time may be given while it stands, and the vote may close: %+v", scene, data)
		}
		if scene == onair.SceneCountdown && (data.Ballots != 66 || data.State != "open") {
			t.Errorf("it keeps %+v", data)
		}
	}
}
