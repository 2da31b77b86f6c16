package app

import (
	"bytes"
	"encoding/base64"
	"fmt"
	entities "html"
	"io"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"pingyi/app/intake"
	"pingyi/voting"
	"pingyi/voting/count"
	"pingyi/voting/programme"
)

// maker fills in the form for a session of one kind, as its page shows it.
type maker struct {
	*browser
	kind   string
	fields map[string]string // what the page holds, with what was typed since
	files  map[string]string
}

var (
	inputTag    = regexp.MustCompile(`<input ([^>]*)>`)
	textareaTag = regexp.MustCompile(`(?s)<textarea ([^>]*)>(.*?)</textarea>`)
	selectTag   = regexp.MustCompile(`(?s)<select ([^>]*)>(.*?)</select>`)
	selected    = regexp.MustCompile(`<option value="([^"]*)" selected>`)
	attribute   = regexp.MustCompile(`([a-z-]+)="([^"]*)"`)
)

// shown reads the fields of a page as a browser would send them.
func shown(page string) map[string]string {
	fields := make(map[string]string)
	attributes := func(text string) map[string]string {
		all := make(map[string]string)
		for _, found := range attribute.FindAllStringSubmatch(text, -1) {
			all[found[1]] = entities.UnescapeString(found[2])
		}
		return all
	}
	for _, found := range inputTag.FindAllStringSubmatch(page, -1) {
		a := attributes(found[1])
		box := a["type"] == "checkbox" || a["type"] == "radio"
		if a["type"] != "file" && a["name"] != "" && (!box || strings.Contains(found[1], " checked")) {
			fields[a["name"]] = a["value"]
		}
	}
	for _, found := range textareaTag.FindAllStringSubmatch(page, -1) {
		fields[attributes(found[1])["name"]] = entities.UnescapeString(found[2])
	}
	for _, found := range selectTag.FindAllStringSubmatch(page, -1) {
		if option := selected.FindStringSubmatch(found[2]); option != nil {
			fields[attributes(found[1])["name"]] = entities.UnescapeString(option[1])
		}
	}
	return fields
}

func (b *browser) making(kind string) *maker {
	b.t.Helper()
	page := b.page("/desk/new/" + kind)
	if page.status != http.StatusOK {
		b.t.Fatalf("the form for %s: status %d", kind, page.status)
	}
	return &maker{browser: b, kind: kind, fields: shown(page.body), files: make(map[string]string)}
}

// send presses a button; the maker then holds what the page that came back shows.
func (m *maker) send(do, accept string) reply {
	m.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	put := func(part io.Writer, err error, text string) {
		if err == nil {
			_, err = io.WriteString(part, text)
		}
		if err != nil {
			m.t.Fatal(err)
		}
	}
	for name, text := range m.fields {
		part, err := w.CreateFormField(name)
		put(part, err, strings.ReplaceAll(text, "\n", "\r\n")) // as forms are sent
	}
	for name, text := range m.files {
		part, err := w.CreateFormFile(name, name+".csv")
		put(part, err, text)
	}
	part, err := w.CreateFormField("do")
	put(part, err, do)
	if err := w.Close(); err != nil {
		m.t.Fatal(err)
	}
	answer := m.do("POST", "/desk/new/"+m.kind, accept, w.FormDataContentType(), &body)
	if strings.Contains(answer.header.Get("Content-Type"), "text/html") {
		m.fields, m.files = shown(answer.body), make(map[string]string)
	}
	return answer
}

// lists are a few units and ten people for each category that the form shows.
func (m *maker) lists(units int) {
	var list, roster, pledges strings.Builder
	list.WriteString("编号,单位,主管部门,类别\n示例 W001,x,,\n")
	roster.WriteString("代表证号,姓名,代表类别,所在单位\n")
	pledges.WriteString("承诺编号,部门编号,承诺事项\n")
	for i := range units {
		fmt.Fprintf(&list, "U%d,单位%d,部门%d,甲类\n", i, i, i)
		fmt.Fprintf(&pledges, "U%d-1,U%d,公示\nU%d-2,U%d,延时\n", i, i, i, i)
	}
	for i := 0; m.fields[fmt.Sprintf("categories.%d.label", i)] != ""; i++ {
		for k := range 10 {
			fmt.Fprintf(&roster, "R%d-%d,某人,%s,\n", i, k, m.fields[fmt.Sprintf("categories.%d.label", i)])
		}
	}
	m.files["units"], m.files["roster"] = list.String(), roster.String()
	if p, _ := programme.Find(m.kind, "zh-CN"); p.File(programme.Pledges) != nil {
		m.files["pledges"] = pledges.String()
	}
}

// made expects a session and gives its name.
func (m *maker) made(answer reply) string {
	m.t.Helper()
	id, found := strings.CutPrefix(answer.location, "/desk/s/")
	if answer.status != http.StatusSeeOther || !found {
		m.t.Fatalf("no session was made: status %d\n%s", answer.status, answer.body)
	}
	return id
}

func wantsIn(t *testing.T, what, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q is not there", what, want)
		}
	}
}

func TestTheDeskOffersEveryProgrammeToOrganizers(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	wantsIn(t, "the list of sessions", b.page("/desk").body, `href="/desk/new"`)
	for _, lang := range programme.Languages() {
		page := b.page("/desk/new?lang=" + lang)
		for _, p := range programme.All(lang) {
			wantsIn(t, lang, page.body, `href="/desk/new/`+p.Name+`"`, entities.EscapeString(p.Title), entities.EscapeString(p.Line))
			form := b.page("/desk/new/" + p.Name + "?lang=" + lang)
			if form.status != http.StatusOK || strings.Contains(form.body, "&lt;no value") || inlineCode.MatchString(form.body) {
				t.Errorf("%s in %s: status %d, a gap, or code in the page", p.Name, lang, form.status)
			}
			wantsIn(t, p.Name, form.body, entities.EscapeString(p.Default().Title), `name="base"`)
		}
	}
	if got := b.page("/desk/new/nothing"); got.status != http.StatusNotFound {
		t.Errorf("a programme that is not there: status %d", got.status)
	}
	scrutineer := loggedIn(t, server, "li")
	for _, path := range []string{"/desk/new", "/desk/new/windows", "/desk/new/windows/units.csv"} {
		if got := scrutineer.page(path); got.status != http.StatusForbidden {
			t.Errorf("%s for a scrutineer: status %d", path, got.status)
		}
	}
}

func TestAFormThatNobodyTouchedIsTheProgrammeItself(t *testing.T) {
	b := loggedIn(t, deskServer(t), "zhang")
	for _, p := range programme.All("zh-CN") {
		got, err := count.Parse([]byte(b.making(p.Name).send("download", html).body))
		if err != nil {
			t.Fatal(err)
		}
		want, err := count.Parse(p.Rulebook)
		if err != nil || got.Hash() != want.Hash() {
			t.Errorf("%s came back as\n%s", p.Name, got.Canonical())
		}
	}
}

func TestBlankListsAreGivenAsCSVAndWorkbook(t *testing.T) {
	b := loggedIn(t, deskServer(t), "zhang")
	for _, p := range programme.All("en") {
		for _, file := range p.Files {
			for _, kind := range []string{".csv", ".xlsx"} {
				name := programme.FileName(file.Kind) + kind
				got := b.page("/desk/new/" + p.Name + "/" + name + "?lang=en")
				table, err := intake.ReadTable(name, []byte(got.body))
				if err != nil || len(table.Rows) != 2 || table.Rows[0].Cells[0] != file.Columns[0].Title {
					t.Fatalf("%s of %s: status %d, %v, %+v", name, p.Name, got.status, err, table)
				}
				if cell := table.Rows[1].Cells[0]; cell != "example "+file.Columns[0].Example {
					t.Errorf("%s of %s: the example begins with %q", name, p.Name, cell)
				}
				wantsIn(t, name, got.header.Get("Content-Disposition"), `attachment; filename="`+name+`"`)
			}
		}
	}
	if got := b.page("/desk/new/windows/pledges.csv"); got.status != http.StatusNotFound {
		t.Errorf("a list that windows do not have: status %d", got.status)
	}
}

// TestASessionOfAKindNeedsUnitsAndRosterAlone goes on to the check-in.
func TestASessionOfAKindNeedsUnitsAndRosterAlone(t *testing.T) {
	server := deskServer(t)
	b := loggedIn(t, server, "zhang")
	for _, p := range programme.All("zh-CN") {
		m := b.making(p.Name)
		m.lists(3)
		id := m.made(m.send("create", html))
		wantsIn(t, p.Name, b.page("/desk/s/"+id).body, "示例 W001")
		b.must(id, `{"act":"issue"}`, `{"act":"publish"}`)
		items := 3
		if p.Default().SelfPaced {
			items = 1
		}
		if state := b.state(server, id); state.Phase != "published" || len(state.Items) != items {
			t.Errorf("%s: %+v", p.Name, state)
		}
	}
}

func TestWhatWasTypedAndUploadedIsKeptWhenSomethingIsWrong(t *testing.T) {
	b := loggedIn(t, deskServer(t), "zhang")
	m := b.making("windows")
	m.lists(2)
	m.fields["title"], m.fields["rehearsal"] = "第三季度 <评议>", "1"
	m.fields["grades.0.points"], m.fields["categories.5.weight"], m.fields["reveal"] = "一百", "", "closed"
	answer := m.send("create", html)
	if answer.status != http.StatusBadRequest {
		t.Fatalf("status %d", answer.status)
	}
	wantsIn(t, "the summary", answer.body, `<a href="#f-grades-0-points">等次 第 1 行 分值：请写成 80 或 12.5 这样的数字，不带单位</a>`,
		`<a href="#f-categories-5-weight">代表类别 第 6 行 权重：请填写</a>`, `id="f-grades-0-points"`, `aria-invalid="true"`, "已收到 units.csv", "<title>需要改正：")
	for name, want := range map[string]string{"title": "第三季度 <评议>", "rehearsal": "1", "grades.0.points": "一百", "categories.5.weight": "", "reveal": "closed"} {
		if m.fields[name] != want {
			t.Errorf("%s came back as %q", name, m.fields[name])
		}
	}
	m.fields["grades.0.points"], m.fields["categories.5.weight"] = "100", "5"
	id := m.made(m.send("create", html)) // no file was chosen again
	wantsIn(t, "the session", b.page("/desk/s/"+id).body, "第三季度 &lt;评议&gt;", "截止后显示票数", `class="rehearsal"`)
}

func TestAListWithErrorsIsChosenAgainAndTheOtherKept(t *testing.T) {
	b := loggedIn(t, deskServer(t), "zhang")
	m := b.making("windows")
	m.lists(2)
	m.files["roster"] = "代表证号,姓名,代表类别\nR1,甲,没有的类别\n"
	answer := m.send("create", html)
	wantsIn(t, "the page", answer.body, "没有的类别", "roster.csv", "已收到 units.csv")
	if m.fields["kept.roster"] != "" || m.fields["kept.units"] == "" || answer.status != http.StatusBadRequest {
		t.Errorf("status %d; kept are %d and %d characters", answer.status, len(m.fields["kept.roster"]), len(m.fields["kept.units"]))
	}
	none := b.making("windows")
	wantsIn(t, "without lists", none.send("create", html).body, `<a href="#f-units">参评单位名单：请选择文件</a>`, `<a href="#f-roster">`)
}

func TestRowsAreAddedAndStruckOut(t *testing.T) {
	b := loggedIn(t, deskServer(t), "zhang")
	m := b.making("double")
	m.fields["criteria.0.label"], m.fields["criteria.0.weight"] = "", ""
	m.fields["criteria.5.label"], m.fields["criteria.5.weight"] = "数字服务", "10"
	answer := m.send("more-criteria", html)
	if answer.status != http.StatusOK || m.fields["criteria.0.label"] != "优化环境" || m.fields["criteria.4.label"] != "数字服务" {
		t.Fatalf("status %d, %v", answer.status, m.fields)
	}
	if _, more := m.fields["criteria.8.label"]; !more {
		t.Error("there is no room for more")
	}
	wantsIn(t, "the rules in words", answer.body, "数字服务 11.76%", "一张票列出全部单位", "数字服务（权重 10）")
}

func TestTheFullTextAndTheFieldsAreOneRulebook(t *testing.T) {
	b := loggedIn(t, deskServer(t), "zhang")
	m := b.making("windows")
	m.fields["text"] = strings.Replace(m.fields["text"], `"points": 30`, `"points": 40`, 1)
	m.send("show", html)
	if m.fields["grades.2.points"] != "40" || m.fields["base"] != m.fields["text"] {
		t.Errorf("the field says %q", m.fields["grades.2.points"])
	}

	m.fields["text"] = strings.Replace(m.fields["text"], `"points": 40`, `"points": 45`, 1)
	m.fields["grades.0.points"] = "90"
	answer := m.send("create", html)
	wantsIn(t, "both were changed", answer.body, "只能用其中一种", `value="text"`, `value="fields"`)
	if m.fields["grades.0.points"] != "90" || !strings.Contains(m.fields["text"], `"points": 45`) {
		t.Error("something that was typed is lost")
	}
	kept := *m
	kept.fields = map[string]string{}
	for name, value := range m.fields {
		kept.fields[name] = value
	}
	m.send("text", html)
	if m.fields["grades.0.points"] != "100" || m.fields["grades.2.points"] != "45" {
		t.Errorf("with the text the points are %s and %s", m.fields["grades.0.points"], m.fields["grades.2.points"])
	}
	kept.send("fields", html)
	if kept.fields["grades.0.points"] != "90" || kept.fields["grades.2.points"] != "40" || kept.fields["text"] != kept.fields["base"] {
		t.Errorf("with the fields the points are %s and %s", kept.fields["grades.0.points"], kept.fields["grades.2.points"])
	}

	download := kept.send("download", html)
	if _, err := voting.ParseRulebook([]byte(download.body)); err != nil || !strings.Contains(download.body, `"points": 90`) {
		t.Errorf("the file is %s (%v)", download.body, err)
	}
	wantsIn(t, "the file", download.header.Get("Content-Disposition"), `filename="rulebook.json"`)
}

func TestAnUnsoundRulebookIsToldPlaceByPlaceAndKept(t *testing.T) {
	b := loggedIn(t, deskServer(t), "zhang")
	m := b.making("windows")
	m.lists(2)
	good := m.fields["text"]
	m.fields["text"] = strings.Replace(good, `"of": "类内平均"`, `"of": "类内平军"`, 1)
	answer := m.send("create", html)
	wantsIn(t, "the page", answer.body, "<code>steps[1].of</code>", "类内平军", "类内平均", "已收到 roster.csv")
	if !strings.Contains(m.fields["text"], "类内平军") || answer.status != http.StatusBadRequest {
		t.Errorf("status %d, or the text is lost", answer.status)
	}
	m.fields["text"] = good[:len(good)/2]
	wantsIn(t, "half a text", m.send("show", html).body, `<a href="#f-text">评分办法全文：不是完整的 JSON`)
	m.fields["text"] = good
	m.made(m.send("create", html))
}

func TestScriptsAreToldByField(t *testing.T) {
	b := loggedIn(t, deskServer(t), "zhang")
	m := b.making("windows")
	m.fields["title"] = ""
	answer := m.send("create", "application/json")
	var said struct {
		Code   string
		Faults []struct{ Field, Code, Message string }
	}
	answer.json(t, &said)
	if answer.status != http.StatusBadRequest || said.Code != "rules-invalid" || len(said.Faults) != 3 || said.Faults[0].Field != "title" || said.Faults[1].Code != "file-missing" {
		t.Errorf("status %d: %s", answer.status, answer.body)
	}
	m.fields["title"] = "T"
	m.lists(2)
	if answer := m.send("create", "application/json"); answer.status != http.StatusCreated {
		t.Errorf("status %d: %s", answer.status, answer.body)
	}
	if answer := m.send("show", "application/json"); answer.status != http.StatusOK || strings.Contains(answer.body, "rules-invalid") {
		t.Errorf("a form in which nothing is wrong: status %d: %s", answer.status, answer.body)
	}
	m.fields["kept.units"] = "not base64 !"
	delete(m.files, "units")
	if answer := m.send("create", "application/json"); answer.status != http.StatusBadRequest {
		t.Errorf("a kept list that is none: status %d", answer.status)
	}
	m.fields["kept.units"] = base64.StdEncoding.EncodeToString([]byte("x"))
	m.fields["base"] = "{"
	if answer := m.send("create", "application/json"); answer.status != http.StatusBadRequest {
		t.Errorf("a form without its rulebook: status %d", answer.status)
	}
}
