package studio

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/beijing"
	"pingyi/onair"
)

// asRunPath is the page of the as-run list.
const asRunPath = "/desk/director/asrun"

// asRunLines is how many lines of an output a page shows. A show has thousands.
const asRunLines = 50

// asRunView is the page of the as-run list.
type asRunView struct {
	Lang, Prefix string
	Only         onair.Name   // "" for all outputs
	Names        []onair.Name // of outputs to choose from
	Sections     []asRunSection
	Blind        bool // who reads is not told what was on sealed outputs
	Facts        panicFacts
	words        map[string]string
	named        Names
}

// asRunSection is a part of the list of one output, the newest line first.
type asRunSection struct {
	Name               onair.Name
	Lines              []onair.Run
	Total, First, Last int    // how many lines there are, and which of them these are, counted from the oldest
	OlderPage, Newest  string // addresses, "" for none
}

// T gives a sentence of the page.
func (v asRunView) T(key string) string { return v.words["asrun."+key] }

// Other is the language that the page offers instead of its own.
func (v asRunView) Other() string {
	if v.Lang == "en" {
		return "zh-CN"
	}
	return "en"
}

// Page is the address of the list of an output, in a language where one is named.
func (v asRunView) Page(ending string, only onair.Name, lang string) string {
	query := make(url.Values)
	if only != "" {
		query.Set("output", string(only))
	}
	if lang != "" {
		query.Set("lang", lang)
	}
	if len(query) == 0 {
		return asRunPath + ending
	}
	return asRunPath + ending + "?" + query.Encode()
}

// Time is a moment on the clock of Beijing.
func (asRunView) Time(at int64) string { return beijing.DayAndFrame(at) }

// Scene names what was on.
func (v asRunView) Scene(run onair.Run) string {
	for _, key := range []string{"desk.director.scene." + run.What, "asrun.what." + run.What} {
		if text := v.words[key]; text != "" {
			return text
		}
	}
	return run.What
}

// Layer names where it was, "" of what is about the whole output.
func (v asRunView) Layer(run onair.Run) string {
	return v.words["desk.director.layer."+string(run.Layer)]
}

// Phase says where the item of a line stood, of what followed the rundown.
func (v asRunView) Phase(run onair.Run) string { return v.words["desk.item."+string(run.Phase)] }

// About says what it was about.
func (v asRunView) About(run onair.Run) string { return v.named.About(run, v.T("item"), v.Lang) }

// Step says at which step or page it was, counted from one as at the desk, or how many groups of a ranking were out;
// "" of the first, since most scenes have no other.
func (v asRunView) Step(run onair.Run) string {
	key, n := run.Stood()
	if n == 0 {
		return ""
	}
	return strings.ReplaceAll(v.T(key), "{n}", strconv.Itoa(n))
}

// Seen says whether a page has painted it.
func (v asRunView) Seen(run onair.Run) string {
	if paint := run.Paint(); paint != onair.Unconfirmed {
		return v.T("seen." + string(paint))
	}
	return v.T("seen.unconfirmed")
}

// Ended says in what way whoever is named has ended it.
func (v asRunView) Ended(run onair.Run) string {
	if run.End == onair.EndLeft {
		return v.T("left-by")
	}
	return v.T("ended-by")
}

// Host is the page that has painted it.
func (asRunView) Host(run onair.Run) string { return strings.TrimSpace(run.Host + " " + run.Engine) }

// After is how long after it was to be seen a page said that it had painted it, in milliseconds.
func (asRunView) After(run onair.Run) int64 { return run.Shown - run.Air }

// Replay is the command that draws the picture again, "" of what viewers never had.
func (asRunView) Replay(run onair.Run) string {
	if run.Paint() == onair.Recalled {
		return ""
	}
	pinned := ""
	if run.Last != 0 && run.Record != 0 { // within a second the session may have gone through several scenes
		pinned = fmt.Sprintf(" -record %d", run.Record-1)
	}
	return fmt.Sprintf("pingyi replay -output %s -at %q%s DATA", run.Output, beijing.DayAndFrame(run.Air), pinned)
}

// GetAsRun shows what was on the outputs, from when to when.
func (s *Studio) GetAsRun(c *fiber.Ctx, who Person) error {
	only := onair.Name(strings.Clone(c.Query("output")))
	runs, names, err := s.runsFor(who.Role, "")
	if err != nil {
		return err
	}
	v := asRunView{Lang: web.Language(c), Prefix: s.cfg.Site.Prefix(), Only: only, Blind: !sees(who.Role, onair.Sealed), named: names}
	v.words, v.Facts = s.cfg.Site.Words(v.Lang), s.panicFacts(v.Lang, who)
	before, _ := strconv.Atoi(c.Query("before"))
	v.Names = s.ranOn(who, runs)
	for _, name := range v.Names {
		if lines := RunsOf(runs, name); len(lines) > 0 && (only == "" || name == only) {
			v.Sections = append(v.Sections, v.section(name, lines, before))
		}
	}
	return s.showAsRun(c, v)
}

// ranOn names the outputs that there are lines of, and those that there may come lines of.
func (s *Studio) ranOn(who Person, runs []onair.Run) []onair.Name {
	var names []onair.Name
	s.Look(func(state *onair.State) {
		for _, o := range state.Outputs() {
			if o.Class != onair.Sealed || sees(who.Role, o.Class) {
				names = append(names, o.Name)
			}
		}
	})
	for _, run := range runs {
		names = append(names, run.Output)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// section cuts out the newest lines, or of one output those before a line.
func (v asRunView) section(name onair.Name, runs []onair.Run, before int) asRunSection {
	end := len(runs)
	if v.Only != "" && before > 0 {
		end = min(before, end)
	}
	from := max(0, end-asRunLines)
	section := asRunSection{Name: name, Lines: slices.Clone(runs[from:end]), Total: len(runs), First: from + 1, Last: end}
	slices.Reverse(section.Lines)
	if from > 0 {
		section.OlderPage = v.Page("", name, "") + "&before=" + strconv.Itoa(from)
	}
	if end < len(runs) {
		section.Newest = v.Page("", name, "")
	}
	return section
}

func (s *Studio) showAsRun(c *fiber.Ctx, v asRunView) error {
	text, _, _ := s.cfg.Site.File("studio/asrun.html")
	page, err := template.New("asrun").Parse(string(text))
	if err != nil {
		return fmt.Errorf("read the page of the as-run list: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, v); err != nil {
		return fmt.Errorf("render the page of the as-run list: %w", err)
	}
	if c.Query("lang") != "" { // the links of the page do not say it again
		c.Cookie(&fiber.Cookie{Name: "lang", Value: v.Lang, Path: "/", SameSite: fiber.CookieSameSiteLaxMode, MaxAge: 365 * 86400})
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentSecurityPolicy, web.PagePolicy(c.Hostname(), "'none'"))
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return c.Send(out.Bytes())
}

// GetAsRunCSV is the list as a table, the same that the command writes.
func (s *Studio) GetAsRunCSV(c *fiber.Ctx, who Person) error {
	runs, names, err := s.runsFor(who.Role, onair.Name(c.Query("output")))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := WriteRuns(&out, runs, names); err != nil {
		return fmt.Errorf("write the as-run list: %w", err)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="asrun.csv"`)
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	return c.Send(out.Bytes())
}
