package desk

import (
	"encoding/base64"
	"fmt"
	"mime/multipart"
	"reflect"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/intake"
	"pingyi/app/web"
	"pingyi/voting/programme"
)

// newForm is what somebody typed to make a session of one kind. Base is the
// rulebook from which the fields were shown, and Text the same rulebook in full,
// as it came back: either may have been changed.
type newForm struct {
	Do         string
	Settings   programme.Settings
	Base, Text string
	Trial      bool // a rehearsal
	newHours
	Lists map[string]intake.File
}

// What the buttons of the form ask for.
const (
	doCreate   = "create"
	doShow     = "show"     // the rules in words
	doMore     = "more-"    // with the name of a list: room for more rows
	doFields   = "fields"   // drop what was changed in the full text
	doText     = "text"     // drop what was changed in the fields
	doDownload = "download" // the rulebook as a file
)

// usualForm is the form before anything was typed.
func usualForm(p programme.Programme) newForm {
	return newForm{Settings: p.Default(), Base: string(p.Rulebook), Text: string(p.Rulebook), Lists: make(map[string]intake.File), newHours: usualHours(p)}
}

// maxTyped bounds the rows of one list: more than any session takes, so that too
// many are told as such.
const maxTyped = 300

// readNewForm reads what was typed and uploaded.
func readNewForm(c *fiber.Ctx, p programme.Programme) (newForm, error) {
	sent, err := c.MultipartForm()
	if err != nil {
		return newForm{}, web.BadRequest
	}
	said := func(name string) string {
		if values := sent.Value[name]; len(values) > 0 {
			return values[0]
		}
		return ""
	}
	f := newForm{Do: said("do"), Base: newLines(said("base")), Text: newLines(said("text")), Trial: said("rehearsal") != "", newHours: usualHours(p)}
	if f.Settings, err = p.Read([]byte(f.Base)); err != nil {
		return f, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: "base"}
	}
	if said("title") != "" || sent.Value["title"] != nil {
		f.typed(said, func(name string) bool { return sent.Value[name] != nil })
	}
	f.hoursTyped(said, func(name string) bool { return sent.Value[name] != nil })
	f.Lists, err = readLists(sent, said)
	return f, err
}

// newLines undoes what a form does to the ends of lines.
func newLines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// typed takes the fields over. What has no field keeps what the rulebook says.
func (f *newForm) typed(said func(string) string, given func(string) bool) {
	s := &f.Settings
	s.Title, s.Secrecy, s.Recusal = said("title"), said("secrecy"), said("recusal") != ""
	reveal, oneVote := s.Unsaid()
	s.Reveal, s.OneVote = spoken(s.Reveal, said("reveal"), reveal), spoken(s.OneVote, said("one_vote"), oneVote)
	rows := func(list string, read func(at func(string) string)) {
		for i := range maxTyped {
			row := fmt.Sprintf("%s.%d.", list, i)
			if !given(row + "label") {
				return
			}
			read(func(column string) string { return said(row + column) })
		}
	}
	if len(s.Grades) > 0 {
		s.Grades = nil
		rows("grades", func(at func(string) string) {
			s.Grades = append(s.Grades, programme.Grade{
				Label: at("label"), Points: at("points"), InBase: at("base") == "in" || strings.TrimSpace(at("points")) != "", Headline: at("headline") != "",
			})
		})
	}
	if len(s.Criteria) > 0 {
		s.Criteria = nil
		rows("criteria", func(at func(string) string) {
			s.Criteria = append(s.Criteria, programme.Criterion{Label: at("label"), Weight: at("weight")})
		})
	}
	s.Categories = nil
	rows("categories", func(at func(string) string) {
		s.Categories = append(s.Categories, programme.Category{Label: at("label"), Seats: at("seats"), Weight: at("weight")})
	})
	for i := range s.Lists {
		s.Lists[i].AtLeast, s.Lists[i].AtMost = said(fmt.Sprintf("lists.%d.at_least", i)), said(fmt.Sprintf("lists.%d.at_most", i))
	}
	for i := range s.Values {
		s.Values[i].Text = said(fmt.Sprintf("values.%d", i))
	}
}

// spoken keeps a rulebook silent that was so, where the form says what holds anyway.
func spoken(was, said, unsaid string) string {
	if was == "" && said == unsaid {
		return ""
	}
	return said
}

// faultBoth is a fault of the form alone: the fields and the full text were both
// changed, and one of them would be lost.
const faultBoth = "both"

// rules brings the fields and the full text together. With faults all stays as it
// was typed.
func (f *newForm) rules(p programme.Programme) programme.Faults {
	was, err := p.Read([]byte(f.Base))
	if err != nil {
		return programme.Faults{{Field: "text", Code: programme.FaultText}}
	}
	if f.Do == doFields {
		f.Text = f.Base
	}
	f.Settings = f.Settings.Trimmed()
	if f.Text != f.Base {
		if f.Do != doText && !reflect.DeepEqual(f.Settings, was.Trimmed()) {
			return programme.Faults{{Field: "text", Code: faultBoth}}
		}
		read, err := p.Read([]byte(f.Text))
		if err != nil {
			return programme.Faults{{Field: "text", Code: programme.FaultText}}
		}
		f.Settings, f.Base = read, f.Text
	}
	text, faults := p.Write([]byte(f.Base), f.Settings)
	if len(faults) > 0 {
		return faults
	}
	f.Base, f.Text = string(text), string(text)
	if f.Settings, err = p.Read(text); err != nil {
		return programme.Faults{{Field: "text", Code: programme.FaultText}}
	}
	return nil
}

// wanted are the lists that are uploaded with the form; figures come later.
func wanted(p programme.Programme) []programme.File {
	return slices.DeleteFunc(slices.Clone(p.Files), func(file programme.File) bool { return file.Kind == programme.Figures })
}

// maxKept is up to what size a list that was uploaded is handed back with the
// form, so that it need not be chosen again when something else is wrong.
const maxKept = 1 << 20

// readLists reads the lists that came with the form: chosen now, or before.
func readLists(sent *multipart.Form, said func(string) string) (map[string]intake.File, error) {
	lists := make(map[string]intake.File)
	for _, kind := range programme.Kinds() {
		if headers := sent.File[kind]; len(headers) > 0 && headers[0].Size > 0 {
			file, err := readUpload(headers[0])
			if err != nil {
				return nil, err
			}
			lists[kind] = file
			continue
		}
		if kept := said("kept." + kind); kept != "" {
			body, err := base64.StdEncoding.DecodeString(kept)
			if err != nil {
				return nil, web.Problem{Status: fiber.StatusBadRequest, Code: "bad-request", Detail: kind}
			}
			lists[kind] = intake.File{Name: said("kept." + kind + ".name"), Body: body}
		}
	}
	return lists, nil
}
