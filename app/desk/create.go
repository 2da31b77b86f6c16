package desk

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/intake"
	"pingyi/app/web"
	"pingyi/voting"
)

// created answers a new session. What its files leave doubtful is shown for as
// long as it is a draft, or until the server stops.
func (d *Desk) created(c *fiber.Ctx, id voting.SessionID, warnings []intake.Warning) error {
	d.mu.Lock()
	d.notes[id] = warnings
	d.mu.Unlock()
	if web.WantsPage(c) {
		return c.Redirect("/desk/s/"+string(id), fiber.StatusSeeOther)
	}
	sentences := make([]string, 0, len(warnings))
	for _, w := range warnings {
		sentences = append(sentences, w.Message(intakeLanguage(web.Language(c))))
	}
	return c.Status(fiber.StatusCreated).JSON(fiber.Map{"id": id, "warnings": sentences})
}

// doubts are the warnings about the files of a draft, as sentences. What cannot be
// drawn is not among them: the page finds that for itself.
func (d *Desk) doubts(id voting.SessionID, lang string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var sentences []string
	for _, w := range d.notes[id] {
		if w.Code == intake.WarnGlyph {
			continue
		}
		sentences = append(sentences, w.Message(intakeLanguage(lang)))
	}
	return sentences
}

func intakeLanguage(lang string) string {
	lang, _, _ = strings.Cut(lang, "-")
	return lang
}

// fault is one thing to mend in a file, as people and scripts are told.
type fault struct {
	File   string      `json:"file"`
	Sheet  string      `json:"sheet,omitempty"`
	Row    int         `json:"row,omitempty"`
	Column string      `json:"column,omitempty"`
	Value  string      `json:"value,omitempty"`
	Code   intake.Code `json:"code"`
	Said   string      `json:"message"` // what is wrong and how to mend it

	Reason string `json:"reason,omitempty"` // of a rulebook, whose path is the Value: the one
	Mend   string `json:"mend,omitempty"`   // and the other
}

// faultsView is what a page shows of faults: those of lists, and those of the
// rulebook.
type faultsView struct{ Faults, RuleFaults []fault }

// FaultCount is how many things are to be mended.
func (v faultsView) FaultCount() int { return len(v.Faults) + len(v.RuleFaults) }

// apart tells the faults of a rulebook from those of lists.
func apart(faults []fault) (v faultsView) {
	for _, f := range faults {
		if f.Reason != "" {
			v.RuleFaults = append(v.RuleFaults, f)
		} else {
			v.Faults = append(v.Faults, f)
		}
	}
	return v
}

// intakeFailed answers files from which no session could be made: with all that
// is wrong in them, or with the one thing that kept them from being read.
func (d *Desk) intakeFailed(c *fiber.Ctx, err error) error {
	var wrong intake.Errors
	var refusal voting.Refusal
	if !errors.As(err, &wrong) {
		p := web.ProblemOf(err)
		if web.WantsPage(c) && (errors.As(err, &refusal) || p.Status == fiber.StatusBadRequest) {
			return d.failedPage(c, d.refusedAt(web.Language(c), p), nil)
		}
		return err
	}
	faults := faultLines(wrong, intakeLanguage(web.Language(c)))
	sentence := d.site.Words(web.Language(c))["desk.files-invalid"]
	if web.WantsPage(c) {
		return d.failedPage(c, "", faults)
	}
	return c.Status(fiber.StatusBadRequest).JSON(fiber.Map{"code": "files-invalid", "message": sentence, "rows": faults})
}

func faultLines(wrong intake.Errors, lang string) []fault {
	faults := make([]fault, len(wrong))
	for i, w := range wrong {
		faults[i] = newFault(w, lang)
	}
	return faults
}

// newFault keeps the place out of the sentence, since it stands beside it.
func newFault(w intake.RowError, lang string) fault {
	if w.Problem != nil {
		p, between := *w.Problem, ". "
		if lang == "zh" {
			p, between = p.Chinese(), "。"
		}
		return fault{File: w.File, Row: w.Row, Value: p.Path, Code: w.Code, Said: p.Reason + between + p.Mend, Reason: p.Reason, Mend: p.Mend}
	}
	bare := intake.RowError{Code: w.Code, Value: w.Value, Args: w.Args}.Message(lang)
	return fault{
		File: w.File, Sheet: w.Sheet, Row: w.Row, Column: w.Column, Value: w.Value, Code: w.Code,
		Said: strings.TrimLeft(bare, "：: "),
	}
}
