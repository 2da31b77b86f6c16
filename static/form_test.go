package static

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// manyUnits are units of two classes that take turns, with names of their own.
func manyUnits(n int) []SheetUnit {
	const signs = "发展改革经济信息教育科技民族宗教公安民政司法财政人力社保自然资源生态环境住建交通水利农业商务文旅卫健退役应急审计国资市场体育统计医保信访"
	units, runes, draw := make([]SheetUnit, n), []rune(signs), rand.New(rand.NewPCG(1, 2))
	for i := range units {
		name := "市"
		for range 4 + i%5 { // as varied as names can be: no two share more than an end
			name += string(runes[draw.IntN(len(runes))])
		}
		units[i].PhoneUnit = PhoneUnit{ID: fmt.Sprintf("S%03d", i+1), Name: name + []string{"局", "委员会", "公司", "中心"}[i%4], Class: []string{"市直部门", "公共服务行业"}[i%2]}
	}
	return units
}

func gradesForm(lang string) FormPage {
	p := FormPage{PhonePage: openPage(lang), Opens: 1_790_000_000, Closes: 1_790_900_000}
	p.Title = "万名代表双评活动"
	p.Item = &PhoneItem{ID: 1, Of: 1, Run: 1, Phase: "open", Deadline: p.Closes}
	p.Frame = `{"revision":88,"session":{"id":"20261126-abcdefghij","title":"万名代表双评活动","rehearsal":false},"phase":"running",` +
		`"item":{"id":1,"of":1,"run":1,"phase":"open","deadline":1790900000,"unit":{"id":"","name":"万名代表双评活动","department":"","class":""},` +
		`"form":{"units":163,"rows":815,"opens":1790000000,"closes":1790900000}},"grades":["满意","基本满意","不满意","不了解"]}`
	p.Sheet = Sheet{Units: manyUnits(163)}
	for _, label := range []string{"履行职责", "优化环境", "为民服务", "党建工作", "廉洁勤政"} {
		p.Sheet.Criteria = append(p.Sheet.Criteria, PhoneCriterion{Label: label})
	}
	return p
}

func choiceForm(lang string) FormPage {
	p := gradesForm(lang)
	p.Grades, p.NoOpinion = nil, ""
	p.Frame = strings.Replace(p.Frame, `["满意","基本满意","不满意","不了解"]`, `[]`, 1)
	p.Sheet = Sheet{Units: manyUnits(60), Lists: []SheetList{{Label: "十佳", AtMost: 10}, {Label: "十差", AtMost: 10}}}
	return p
}

func mustForm(t *testing.T, site *Site, p FormPage) string {
	t.Helper()
	page, err := site.Form(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

func TestPageOfAFormHoldsItsSheetOnce(t *testing.T) {
	site := mustSite(t)
	p := gradesForm("zh-CN")
	p.Sheet.Units[1].Name, p.Sheet.Units[1].Department = `</script><script>alert(1)</script>`, "市民政局"
	page := mustForm(t, site, p)
	sheet := mustJSON(t, []byte(page), "sheet")
	units, _ := sheet["units"].([]any)
	second, _ := units[1].([]any)
	if len(units) != 163 || second[0] != "S002" || second[1] != p.Sheet.Units[1].Name || second[2] != 1.0 || second[3] != "市民政局" {
		t.Errorf("%d units, the second is %v", len(units), second)
	}
	if tones, _ := sheet["tones"].([]any); len(tones) != 4 || tones[3] != "none" {
		t.Errorf("the grades are drawn as %v", sheet["tones"])
	}
	wantIn(t, page, "phone/form-grades.js", `<a class="button" href="/v/form">`, "保存了而没有提交的，不计入")
	wantNone(t, page, "<script>alert", `name="marks`, `http-equiv="refresh"`, "style=")
	wantIn(t, mustForm(t, site, choiceForm("en")), "phone/form-choice.js", `"lists":[["十佳",0,10],["十差",0,10]]`, "Only what you hand in counts")
}

func TestFormSaysWhenItOpensAndCloses(t *testing.T) {
	site := mustSite(t)
	p := gradesForm("zh-CN")
	wantIn(t, mustForm(t, site, p), "10月2日 08:13 截止", ">正在评议</h1>")
	p.Item.Phase = "waiting"
	wantIn(t, mustForm(t, site, p), "9月21日 22:13 开始", ">尚未开始</h1>", `http-equiv="refresh" content="60"`, "data-wait")
	p.Opens = 0
	wantNone(t, mustForm(t, site, p), " 开始</p>")
	p.Item.Phase = "closed"
	page := mustForm(t, site, p)
	wantIn(t, page, ">已截止</h1>", "没有提交的内容不计入")
	wantNone(t, page, `href="/v/form"`, " 截止</p>")
}

func TestStepsOfAFormAreThoseOfTheScript(t *testing.T) {
	sheet := gradesForm("en").Sheet
	sheet.Units = sheet.Units[:4] // two classes that take turns
	var got []string
	for _, step := range sheet.Steps([]int{3}) {
		got = append(got, fmt.Sprint(step.ID, step.Rows))
	}
	if want := "[S001[0 1 2 3 4] S003[10 11 12 13 14] S002[5 6 7 8 9]]"; fmt.Sprint(got) != want {
		t.Errorf("steps %v, want %s", got, want)
	}
	sheet.Units[0].Criteria = []PhoneCriterion{{Label: "减负"}}
	if steps := sheet.Steps(nil); fmt.Sprint(steps[1].Rows) != "[6 7 8 9 10]" || len(sheet.Blank()) != 16 {
		t.Errorf("after a unit with one criterion of its own come the rows %v of %d", steps[1].Rows, len(sheet.Blank()))
	}
	sheet.Lists = []SheetList{{Label: "best", AtMost: 2}, {Label: "worst", AtMost: 2}}
	if steps := sheet.Steps([]int{1}); len(steps) != 2 || fmt.Sprint(steps[1].Rows, steps[1].Units) != "[4 6 7] [0 2 3]" {
		t.Errorf("the second list is %+v", steps[1])
	}
}

func TestPolicyOfAFormAllowsItsOwnStyle(t *testing.T) {
	site := mustSite(t)
	_, rest, _ := strings.Cut(mustForm(t, site, gradesForm("en")), "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	if policy := site.FormCSP("ballot.example"); !strings.Contains(policy, "style-src "+site.parts.bareHash+" "+hashSource(style)+";") || strings.Contains(policy, site.parts.styleHash) {
		t.Errorf("the policy is %s", policy)
	}
}

// By brotli, as a browser loads it over TLS; without, a form may take a sixth more.
func TestFirstLoadOfAFormStaysSmall(t *testing.T) {
	site := mustSite(t)
	for _, p := range []FormPage{gradesForm("zh-CN"), gradesForm("en"), choiceForm("zh-CN"), choiceForm("en")} {
		p.Named = true // the larger of the two
		page := mustForm(t, site, p)
		var packed bytes.Buffer
		w := brotli.NewWriterLevel(&packed, 6) // see pagePacking in app/web
		if _, err := w.Write([]byte(page)); err != nil || w.Close() != nil {
			t.Fatal("packing fails")
		}
		zipped, err := compress([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		script, _ := site.FileBrotli(p.Sheet.script())
		scriptZipped, _ := site.FileGzip(p.Sheet.script())
		const personal, headers = 500, 3 * 400
		total, more := packed.Len()+len(script)+personal+headers, len(zipped)+len(scriptZipped)+personal+headers
		t.Logf("%s %s: page %d, script %d, together %d; by gzip %d", p.Lang, p.Sheet.script(), packed.Len(), len(script), total, more)
		if total > 20*1024 || more > 24*1024 {
			t.Errorf("page %d, script %d, together with the personal part and headers %d bytes, want at most 20 KB; by gzip %d", packed.Len(), len(script), total, more)
		}
		if found := regexp.MustCompile(`(?:src|href)="[^"#]+"`).FindAllString(page, -1); len(found) != 6 {
			t.Errorf("want the script, the empty icon and four links, got %v", found)
		}
	}
}
