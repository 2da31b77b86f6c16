package desk

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/beijing"
	"pingyi/display"
	"pingyi/voting"
)

// lifeView is the page on which a result goes its way: what is outstanding, what
// people add to the counts, and the steps from confirmed to certified.
type lifeView struct {
	deskPage
	versionView
	ID        voting.SessionID
	Name, Tab string
	Address   string // of the page, also where it answers an act that was refused
	Revision  uint64
	Ended     bool
	Summed    bool // ballots are those of several votes added up
	Last      int  // number of the newest version, which alone can be worked on
	Reason    string
	Opened    *display.Signed
	Results   display.Results
	Stages    []stageView
	Next      nextStep
	Left      []leftItem
	Tables    []tableView
	Ties      []tieView
	Decisions []decisionView
	Vetoes    []vetoView
	Vetoable  []voting.Unit // nil where the rulebook knows no veto
	KnowsVeto bool
	History   []historyLine // the newest first
	Typed     actForm       // what was refused

	now int64
}

// Working reports whether the page is of the version that can still be changed, and
// the person may change it.
func (v *lifeView) Working() bool {
	return v.Shown == v.Last && v.Phase == voting.VersionPreparing && v.Organizer()
}

// Complete reports whether nothing is outstanding.
func (v *lifeView) Complete() bool {
	r := v.Results
	return len(r.Pending) == 0 && len(r.Missing) == 0 && len(r.Left) == 0 && r.Refused == ""
}

// CanCorrect reports whether the newest version is one that a correction follows.
func (v *lifeView) CanCorrect() bool {
	return v.Shown == v.Last && v.Phase != voting.VersionPreparing && v.Organizer()
}

// CanAbandon reports whether the page is of a correction that can be given up.
func (v *lifeView) CanAbandon() bool {
	unseen := v.Phase == voting.VersionPreparing || v.Phase == voting.VersionConfirmed
	return v.Shown == v.Last && v.Last > 1 && unseen && v.Organizer()
}

// stageView is one of the steps that a version takes.
type stageView struct {
	Phase     voting.ResultPhase
	Done, Now bool
	By, At    string
	Said      string // the reason, or how long
}

// nextStep is what comes next, or the sentence that stands in its place.
type nextStep struct {
	Act, Why string
	Until    string // of a notice that runs
	Same     int    // the version that is announced, where this one changes no figure, place or list of it; else 0
}

// leftItem is an item without a confirmed tally.
type leftItem struct {
	ID    voting.ItemID
	Name  string
	Phase voting.ItemPhase
}

// historyLine is one version with what became of it.
type historyLine struct {
	display.VersionLine
	Current bool // on this page
	Steps   []stageView
	Opened  string
}

// GetLife shows the way of the result, of the newest version unless another is asked
// for.
func (d *Desk) GetLife(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	return d.lifePage(c, s, "", actForm{})
}

// lifePage shows the page with the sentence of a refusal, and what was typed.
func (d *Desk) lifePage(c *fiber.Ctx, s *live.Session, refusal string, typed actForm) error {
	asked, found := askedVersion(c), false
	if asked == "" {
		asked = "last"
	}
	view := &lifeView{deskPage: d.page(c, "life"), ID: s.ID, Tab: "life", Typed: typed, now: d.site.Now().Unix()}
	view.Refusal, view.Sheet, view.Module = refusal, "life.css", "life.js"
	err := s.Look(func(state *voting.State) {
		if version := versionOf(state, asked); version != nil {
			found = true
			view.fold(state, version, asked)
		}
	})
	if err != nil {
		return err
	}
	if !found {
		return versionUnknown
	}
	view.Address = "/desk/s/" + string(s.ID) + "/life"
	view.Title = view.T("life") + " · " + view.Name + " · " + view.T("desk")
	if asked != "last" {
		view.Address += "?" + url.Values{"version": {asked}}.Encode()
		view.Switch = "?" + url.Values{"version": {asked}, "lang": {view.Other()}}.Encode()
	}
	return d.send(c, "life", view)
}

// fold runs on the teller's goroutine.
func (v *lifeView) fold(state *voting.State, version *voting.Version, asked string) {
	v.versionView = newVersionView(state, version, asked)
	v.Name, v.Rehearsal, v.Revision = state.Session.Title, state.Session.Rehearsal, state.Revision
	v.Ended, v.Last, v.Summed = state.Phase == voting.Ended, state.LastVersion().Number, len(state.Items) > 1
	v.Results = display.ResultsOfVersion(state, version.Number)
	own := v.Versions[version.Number-1]
	v.Reason, v.Opened = own.Reason, own.Opened
	v.Stages = v.stages(own)
	for _, id := range v.Results.Left {
		item := state.Item(id)
		v.Left = append(v.Left, leftItem{ID: id, Name: state.Unit(item.Unit).Name, Phase: item.Phase})
	}
	v.given(state, version)
	for i := len(v.Versions) - 1; i >= 0; i-- {
		line := historyLine{VersionLine: v.Versions[i], Current: v.Versions[i].Number == v.Shown}
		if line.VersionLine.Opened != nil {
			line.Opened = beijing.Minute(line.VersionLine.Opened.At) + " " + line.VersionLine.Opened.By
		}
		for _, step := range v.Versions[i].Steps {
			line.Steps = append(line.Steps, v.stage(step))
		}
		v.History = append(v.History, line)
	}
	if v.Shown == v.Last {
		v.Next = v.next(version)
		if v.Next.Act == "confirm-result" || v.Next.Act == "announce" {
			v.Next.Same = sameAs(state, version)
		}
	}
}

// stages lays out the five steps of a version, with what is done of them.
func (v *lifeView) stages(line display.VersionLine) []stageView {
	phases := []voting.ResultPhase{voting.VersionConfirmed, voting.VersionAnnounced, voting.VersionNotice, voting.VersionCertified}
	stages := make([]stageView, len(phases))
	for i, phase := range phases {
		stages[i] = stageView{Phase: phase, Now: i == len(line.Steps) && i > 0}
		if i < len(line.Steps) && line.Steps[i].Phase == phase {
			stages[i] = v.stage(line.Steps[i])
		}
	}
	return stages
}

func (v *lifeView) stage(step display.VersionStep) stageView {
	s := stageView{Phase: step.Phase, Done: true, By: step.By, At: beijing.Minute(step.At), Said: step.Reason}
	if step.Days > 0 {
		s.Said = v.T("life.notice.until", "n", step.Days, "day", lastDay(step.Until))
	}
	return s
}

// lastDay is the day that a notice ends with.
func lastDay(until int64) string { return beijing.Day(until - 1) }

// next says what the newest version waits for.
func (v *lifeView) next(version *voting.Version) nextStep {
	var step nextStep
	switch v.Phase {
	case voting.VersionPreparing:
		step.Act = "confirm-result"
		if !v.Ended {
			return nextStep{Why: "life.wait.end"}
		}
	case voting.VersionConfirmed:
		step.Act = "announce"
	case voting.VersionAnnounced:
		step.Act = "notice"
	case voting.VersionNotice:
		step.Act = "certify"
		if until := version.Steps[len(version.Steps)-1].Until; v.now < until && !v.Rehearsal {
			return nextStep{Why: "life.wait.notice", Until: lastDay(until)}
		}
	default:
		return nextStep{Why: "life.done"}
	}
	if mayAct(v.Person.Role, step.Act, v.Rehearsal) {
		return step
	}
	if step.Act == "confirm-result" {
		return nextStep{Why: "life.wait.scrutineer"}
	}
	return nextStep{Act: "", Why: "life.wait.organizer." + step.Act}
}

// sameAs is the number of the announced version from which a correction differs in nothing that
// is counted, 0 where it differs or corrects none.
func sameAs(state *voting.State, version *voting.Version) int {
	before := state.ShownVersion()
	if !before.Announced() || before.Number >= version.Number {
		return 0
	}
	was, wrong := json.Marshal(state.OutcomeOf(before.Number).Rows)
	is, alsoWrong := json.Marshal(state.OutcomeOf(version.Number).Rows)
	if wrong != nil || alsoWrong != nil || !bytes.Equal(was, is) {
		return 0
	}
	return before.Number
}

// lifeAddress is where a person is sent after an act about the result.
func lifeAddress(session voting.SessionID, form actForm) string {
	address := "/desk/s/" + string(session) + "/life"
	switch form.Act {
	case "figures":
		return address + "#tables"
	case "decision":
		return address + "#decisions"
	case "veto", "lift-veto":
		return address + "#vetoes"
	}
	return address
}

// MaxDays is the longest notice that can be asked for.
func (lifeView) MaxDays() int { return voting.MaxNoticeDays }

// Back is what was typed into a field of the act that was refused.
func (v *lifeView) Back(act, field string) string {
	if v.Typed.Act != act {
		return ""
	}
	switch field {
	case "reason":
		return v.Typed.Reason
	case "author":
		return v.Typed.Author
	case "record":
		return v.Typed.Record
	case "source":
		return v.Typed.Source
	case "unit":
		return string(v.Typed.Unit)
	case "days":
		return strings.TrimPrefix(strconv.Itoa(v.Typed.Days), "0")
	}
	return ""
}
