package desk

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/intake"
	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/voting"
	"pingyi/voting/programme"
)

// PostProgramme makes a session of one kind, or shows the form again: with what
// is wrong, with the rules in words, with more rows. What was typed is kept.
func (d *Desk) PostProgramme(c *fiber.Ctx) error {
	p, err := programmeOf(c)
	if err != nil {
		return err
	}
	form, err := readNewForm(c, p)
	if err != nil {
		return err
	}
	view := &programmeView{P: p, newForm: form, lang: intakeLanguage(web.Language(c))}
	view.faults = view.rules(p)
	hours, wrong := d.hours(&view.newForm)
	if form.Do == doDownload && len(view.faults) == 0 {
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
		c.Set(fiber.HeaderContentDisposition, `attachment; filename="rulebook.json"`)
		return c.SendString(view.Base)
	}
	if len(view.faults) == 0 {
		view.faultsView = faultsOf(intake.Rulebook(view.rulebook()), view.lang)
	}
	view.faults = append(view.faults, wrong...)
	if form.Do == doCreate {
		for _, file := range wanted(p) {
			if len(view.Lists[file.Kind].Body) == 0 {
				view.faults = append(view.faults, programme.Fault{Field: file.Kind, Code: "file-missing"})
			}
		}
		if len(view.faults) == 0 && len(view.RuleFaults) == 0 {
			return d.make(c, view, hours)
		}
	}
	if form.Do == doCreate || len(view.faults) > 0 {
		c.Status(fiber.StatusBadRequest)
	}
	return d.programmePage(c, view)
}

// faultsOf is what is wrong with files, for the page; nothing when err is nil.
func faultsOf(err error, lang string) faultsView {
	var wrong intake.Errors
	var faults []fault
	if errors.As(err, &wrong) {
		for _, w := range wrong {
			faults = append(faults, newFault(w, lang))
		}
	}
	return apart(faults)
}

// make creates the session, or shows what is wrong in the lists.
func (d *Desk) make(c *fiber.Ctx, view *programmeView, hours voting.Session) error {
	files := intake.Files{
		ID: live.NewSessionID(d.site.Now(), view.Trial), Rehearsal: view.Trial,
		Units: view.Lists[programme.Units], Roster: view.Lists[programme.Roster],
		Rulebook: view.rulebook(), Opens: hours.Opens, Closes: hours.Closes, Seconds: hours.Seconds,
	}
	if view.P.File(programme.Pledges) != nil {
		files.Pledges = view.Lists[programme.Pledges]
	}
	session, warnings, err := intake.Session(files)
	if err == nil {
		err = d.sessions.Create(session, by(c).Name)
	}
	var wrong intake.Errors
	switch {
	case err == nil:
		return d.created(c, session.ID, warnings)
	case !web.WantsPage(c):
		return d.intakeFailed(c, err)
	case errors.As(err, &wrong):
		view.faultsView = faultsOf(err, view.lang)
		view.forget(wrong)
	default:
		problem := web.ProblemOf(err)
		if problem.Status != fiber.StatusBadRequest {
			return err
		}
		view.refused = d.refusedAt(web.Language(c), problem)
	}
	return d.programmePage(c.Status(fiber.StatusBadRequest), view)
}

// rulebook is the rulebook as a file, for what is said about it.
func (f *newForm) rulebook() intake.File {
	return intake.File{Name: "rulebook.json", Body: []byte(f.Base)}
}

// forget drops the lists in which something is wrong: they are mended and chosen
// again, while the others are kept.
func (f *newForm) forget(wrong intake.Errors) {
	for _, w := range wrong {
		for kind, file := range f.Lists {
			if file.Name == w.File {
				delete(f.Lists, kind)
			}
		}
	}
}
