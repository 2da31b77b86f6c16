package desk

import (
	"encoding/base64"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/tally"
	"pingyi/app/web"
	"pingyi/voting/count"
	"pingyi/voting/programme"
)

// programmeView is the page on which a session of one kind is made.
type programmeView struct {
	deskPage
	newForm
	faultsView // of the rulebook, and of the lists
	P          programme.Programme
	FormFaults []formFault
	Fields     []listField
	Rules      []ruleLine
	Reading    string // the steps of the rulebook, read out
	lang       string // of what is wrong with files
	faults     programme.Faults
	refused    string
	wrong      map[string]string // sentence by field
}

// formFault is one thing to mend in the form: where, and how.
type formFault struct{ Field, Mend string }

// listField is one list to be uploaded.
type listField struct {
	programme.File
	Name     string // of the blank list, without its ending
	KeptName string
	Kept     string // the list that came before, to be sent again
}

// ruleLine is one part of the rules in words.
type ruleLine struct {
	Term string
	Says []string
}

// programmePage shows the form.
func (d *Desk) programmePage(c *fiber.Ctx, view *programmeView) error {
	view.deskPage = d.page(c, "new")
	view.Title, view.Sheet, view.Refusal = view.P.Title+" · "+view.T("new")+" · "+view.T("desk"), newSheet, view.refused
	view.wrong = make(map[string]string)
	for _, fault := range view.faults {
		mend := view.T("rules.fault." + fault.Code)
		view.FormFaults = append(view.FormFaults, formFault{Field: anchorOf(fault.Field), Mend: view.where(fault.Field) + view.T("rules.colon") + mend})
		view.wrong[fault.Field] = mend
	}
	if c.Method() == fiber.MethodPost && !web.WantsPage(c) {
		return view.answer(c)
	}
	for _, file := range wanted(view.P) {
		field := listField{File: file, Name: programme.FileName(file.Kind)}
		if kept := view.Lists[file.Kind]; len(kept.Body) > 0 && len(kept.Body) <= maxKept {
			field.KeptName, field.Kept = kept.Name, base64.StdEncoding.EncodeToString(kept.Body)
		}
		view.Fields = append(view.Fields, field)
	}
	view.inWords()
	if len(view.FormFaults) > 0 || view.FaultCount() > 0 {
		view.Title = view.T("rules.error") + view.Title
	}
	return d.send(c, "programme", view)
}

// answer is for scripts that sent the form: everything that is wrong, as data. The
// code says that something is.
func (v *programmeView) answer(c *fiber.Ctx) error {
	faults := make([]fiber.Map, 0, len(v.faults))
	for i, f := range v.faults {
		faults = append(faults, fiber.Map{"field": f.Field, "code": f.Code, "message": v.FormFaults[i].Mend})
	}
	said := fiber.Map{"faults": faults, "rows": append([]fault{}, v.RuleFaults...)}
	if len(faults)+v.FaultCount() > 0 {
		said["code"], said["message"] = "rules-invalid", v.T("rules.invalid")
	}
	return c.JSON(said)
}

// anchorOf is the id of the field that a fault leads to: of a list its heading.
func anchorOf(field string) string { return "f-" + strings.ReplaceAll(field, ".", "-") }

// where names a field as the page does: the list, the row, the column.
func (v *programmeView) where(field string) string {
	parts := strings.Split(field, ".")
	if file := v.P.File(parts[0]); file != nil {
		return file.What
	}
	if parts[0] == "values" {
		i, _ := strconv.Atoi(parts[1]) // the form made it
		return v.Settings.Values[i].Label
	}
	name := v.T("rules." + parts[0])
	if len(parts) > 1 {
		i, _ := strconv.Atoi(parts[1])
		name += " " + v.T("rules.row", "n", i+1)
	}
	if len(parts) > 2 {
		name += " " + v.T("rules."+parts[2])
	}
	return name
}

// Wrong is the sentence about a field, empty when nothing is wrong with it.
func (v *programmeView) Wrong(field string) string { return v.wrong[field] }

// Size is a file as people measure it.
func (f listField) Size() string {
	return strconv.Itoa((base64.StdEncoding.DecodedLen(len(f.Kept))+1023)>>10) + " KB"
}

// Open reports whether the form for changes is shown without asking.
func (v *programmeView) Open() bool {
	changed := v.Do != "" && v.Do != doCreate
	return changed || len(v.RuleFaults) > 0 || slices.ContainsFunc(v.faults, func(f programme.Fault) bool {
		return v.P.File(f.Field) == nil && !slices.Contains([]string{"title", "opens", "closes", "seconds"}, f.Field)
	})
}

// OpenText reports whether the full text is shown without asking.
func (v *programmeView) OpenText() bool {
	return len(v.RuleFaults) > 0 || v.Do == doText || v.Wrong("text") != ""
}

// Both reports whether fields and text were changed at once.
func (v *programmeView) Both() bool {
	return slices.ContainsFunc(v.faults, func(f programme.Fault) bool { return f.Code == faultBoth })
}

// inWords tells the rules as they would be: the settings in sentences, and the
// steps read out. A rulebook with faults has none.
func (v *programmeView) inWords() {
	book, err := count.Parse([]byte(v.Base))
	if err != nil {
		return
	}
	s, err := v.P.Read([]byte(v.Base))
	if err != nil {
		return
	}
	v.Reading = tally.Reading(book, intakeLanguage(v.Lang))
	v.tell(book, s.Trimmed())
}

// rulesInWords tells the rules of any session as they were told when it was made.
func rulesInWords(page deskPage, book *count.Rulebook) []ruleLine {
	v := programmeView{deskPage: page}
	s, err := v.P.Read(book.Text())
	if err != nil {
		return nil
	}
	v.Settings = s.Trimmed()
	v.tell(book, v.Settings)
	return v.Rules
}

// tell says the settings in sentences.
func (v *programmeView) tell(book *count.Rulebook, s programme.Settings) {
	v.rule("ballot", v.T(map[bool]string{true: "rules.sheet.one", false: "rules.sheet.all"}[book.Sheet() == "one unit"]))
	var says []string
	for _, g := range s.Grades {
		key := "rules.says.out"
		if g.Points != "" {
			key = "rules.says.points"
		} else if g.InBase {
			key = "rules.says.in"
		}
		says = append(says, v.T(key, "label", g.Label, "points", g.Points))
	}
	v.rule("grades", says...)
	says = nil
	if scale := book.Numbers(); scale != nil {
		v.rule("numbers", v.scale(scale)...)
	}
	for _, l := range s.Lists {
		least := l.AtLeast
		if least == "" {
			least = "0"
		}
		says = append(says, v.T("rules.says.list", "label", book.NameIn(v.Lang, l.Label), "least", least, "most", l.AtMost))
	}
	v.rule("lists", says...)
	v.rule("criteria", v.criteria(book, s)...)
	v.rule("validity", tally.Validity(book, intakeLanguage(v.Lang))...)
	var weights []string
	for _, c := range s.Categories {
		weights = append(weights, c.Weight)
	}
	says = nil
	for i, share := range shares(weights) {
		says = append(says, s.Categories[i].Label+v.seats(s.Categories[i].Seats)+share)
	}
	v.rule("categories", says...)
	v.rule("conduct", v.conduct()...)
	says = nil
	for _, value := range s.Values {
		says = append(says, value.Label+v.T("rules.colon")+value.Called())
	}
	v.rule("values", says...)
}

// scale tells a scale of numbers, and what takes none.
func (v *programmeView) scale(all []count.Grade) []string {
	n := slices.IndexFunc(all, func(g count.Grade) bool { return g.Points == nil })
	if n < 0 {
		n = len(all)
	}
	says := []string{v.T("rules.says.numbers", "from", all[n-1].Label, "to", all[0].Label, "n", n)}
	for _, g := range all[n:] {
		says = append(says, v.T(map[bool]string{true: "rules.says.in", false: "rules.says.out"}[g.InBase], "label", g.Label))
	}
	return says
}

func (v *programmeView) rule(term string, says ...string) {
	if len(says) > 0 {
		v.Rules = append(v.Rules, ruleLine{Term: v.T("rules." + term), Says: says})
	}
}

func (v *programmeView) criteria(book *count.Rulebook, s programme.Settings) []string {
	if book.OwnCriteria() {
		return []string{v.T("rules.says.own")}
	}
	if len(s.Criteria) < 2 {
		return nil // one question, which has no need of a name
	}
	var weights, says []string
	for _, c := range s.Criteria {
		weights = append(weights, c.Weight)
	}
	for i, share := range shares(weights) {
		says = append(says, s.Criteria[i].Label+share)
	}
	return says
}

func (v *programmeView) seats(seats string) string {
	if seats == "" {
		return ""
	}
	return " " + v.T("rules.says.seats", "n", seats)
}

// conduct says how the vote is held.
func (v *programmeView) conduct() []string {
	var says []string
	for _, group := range v.Choices() {
		for _, one := range group.Options {
			if one.Chosen {
				says = append(says, one.Label)
			}
		}
	}
	if v.Settings.Recusal {
		return append(says, v.T("rules.recusal"))
	}
	return append(says, v.T("rules.says.no-recusal"))
}

// shares writes weights as what they make of the whole: " 15%". Nothing where
// nothing is weighed.
func shares(weights []string) []string {
	total, all := new(big.Rat), make([]string, len(weights))
	var each []*big.Rat
	for _, text := range weights {
		weight, ok := new(big.Rat).SetString(text)
		if !ok {
			return all
		}
		each = append(each, weight)
		total.Add(total, weight)
	}
	if total.Sign() == 0 {
		return all
	}
	for i, weight := range each {
		share := new(big.Rat).Quo(weight.Mul(weight, big.NewRat(100, 1)), total)
		all[i] = " " + strings.TrimSuffix(strings.TrimRight(share.FloatString(2), "0"), ".") + "%"
	}
	return all
}

// MaxKept is the largest list that need not be chosen again, in MB.
func (programmeView) MaxKept() int { return maxKept >> 20 }
