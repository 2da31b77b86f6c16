package desk

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/live"
	"pingyi/app/web"
	"pingyi/display"
	"pingyi/voting"
)

// sessionView is the working page of one session.
type sessionView struct {
	deskPage
	ID        voting.SessionID
	Name      string // title of the session
	BareTitle string // of the document, without the state that the script puts before it
	Tab       string
	Revision  uint64
	Frame     display.DeskFrame
	Band      bandView
	Rows      []rundownRow
	Done      int
	Item      *itemView
	Primary   *primaryAct
	Skip      *primaryAct
	CanExtend bool
	SelfPaced bool   // deadlines are times of day
	Seconds   int64  // the usual voting time, 0 where none was said
	Until     string // the announced closing time, for the field in which one is written
	opens     int64
	rules     voting.Rulebook
	hours     string // of a form that opens by itself, until it has
	closes    int64
	Awaits    bool // scores come with the announcement of the result
	pages     int  // of the board
	Pending   []rundownRow
	Turnout   []turnoutRow
	Ballots   int // for the item on stage
	Scenes    []sceneChoice
	Pages     []boardPage
	Screens   []Screen
	Draft     *draftView
	CardQuery string
	Card      *cardView
	Ended     bool
}

// VotingTime is offered for an item that opens, in seconds.
func (v sessionView) VotingTime() int64 { return cmp.Or(v.Seconds, 30) }

// Extensions are the offered prolongations in seconds.
func (sessionView) Extensions() []int { return []int{15, 30} }

// BoardCued reports whether the board was chosen by hand.
func (v sessionView) BoardCued() bool { return v.Frame.Cue == voting.SceneBoard }

// GetSession shows the working page.
func (d *Desk) GetSession(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	return d.sessionPage(c, s, "")
}

// sessionPage shows the working page as the session is now, with the sentence
// of a refusal when the act before it was not carried out.
func (d *Desk) sessionPage(c *fiber.Ctx, s *live.Session, refusal string) error {
	view := &sessionView{deskPage: d.page(c, "desk"), ID: s.ID, Tab: "work", CardQuery: strings.Clone(strings.TrimSpace(c.Query("card")))}
	view.Refusal = refusal
	selected := voting.ItemID(c.QueryInt("item"))
	var text []byte
	err := s.Look(func(state *voting.State) {
		text = display.Render(state, display.Desk, display.Setting{JoinURL: d.site.JoinURL()})
		view.fold(state, selected)
		view.Card = findCard(s, state, view.CardQuery, view.Lang)
	})
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, &view.Frame); err != nil {
		return fmt.Errorf("read desk frame: %w", err)
	}
	view.Until = d.until(view)
	if view.opens != 0 && view.Frame.Phase == voting.Published {
		view.hours = hoursInWords(view)
	}
	if view.Draft != nil {
		view.Draft.Doubts, view.Draft.Hours = d.doubts(s.ID, view.Lang), hoursInWords(view)
	}
	if view.Organizer() {
		view.Screens = d.room.Screens(s.ID, view.Rehearsal)
	}
	view.finish(d.site.Now().Unix())
	return d.send(c, "session", view)
}

// fold takes from the state what is not in the desk's picture. It runs on the
// teller's goroutine.
func (v *sessionView) fold(state *voting.State, selected voting.ItemID) {
	v.Name, v.Rehearsal, v.Revision = state.Session.Title, state.Session.Rehearsal, state.Revision
	v.Ended, v.SelfPaced, v.closes = state.Phase == voting.Ended, state.Session.Rulebook.SelfPaced, state.Session.Closes
	v.opens = state.Session.Opens
	v.Seconds, v.rules = state.Session.Seconds, state.Session.Rulebook
	item := state.Item(selected)
	if item == nil {
		item = state.Staged()
	}
	if item != nil {
		v.Item = newItemView(state, item)
	}
	if state.Phase == voting.Draft {
		v.Draft = newDraftView(state, v.Lang)
	}
	if slices.ContainsFunc(state.Items, func(item voting.ItemState) bool { return item.Phase == voting.PhaseRevealed }) {
		v.pages, v.Awaits = display.BoardPages(state), state.AwaitsAnnouncement()
	}
}

// finish works out what the page offers, from the picture.
func (v *sessionView) finish(now int64) {
	v.Module = "live.js"
	v.rundown()
	v.acts()
	v.turnout()
	v.scenes()
	v.Band = v.band(now)
	words := v.T("band." + v.Band.State)
	v.BareTitle = v.Name + " · " + v.T("desk")
	if v.Rehearsal {
		v.BareTitle = v.T("rehearsal") + " · " + v.BareTitle
	}
	v.Title = v.Name + " · " + v.T("desk")
	if v.Draft == nil {
		v.Title = words + " · " + v.Title
	}
}

// bandView is the state of the session in one line.
type bandView struct {
	State, Symbol, Clock, About string
	Deadline                    int64 // Unix seconds; 0 unless voting is open
}

// symbols stand beside the words of a state, so that colour is never alone.
var symbols = map[string]string{
	"draft": "✎", "published": "○", "between": "○", "waiting": "·", "on-stage": "○", "open": "●", "closed": "■",
	"confirmed": "✓", "revealed": "★", "void": "✕", "ended": "■",
}

func (v *sessionView) band(now int64) bandView {
	band := bandView{}
	item := v.Frame.Item
	switch {
	case v.Frame.Phase == voting.Draft:
		band.State = "draft"
	case v.Ended:
		band.State = "ended"
	case item == nil:
		band.State, band.About = "published", v.hours
	default:
		band.State = string(item.Phase)
		band.About = v.T("object.item", "n", item.ID) + " " + item.Unit.Name
		if item.Phase == voting.PhaseOpen {
			band.Deadline, band.Clock = item.Deadline, v.timeLeft(item.Deadline-now)
		}
	}
	band.Symbol = symbols[band.State]
	return band
}

// rundownRow is one line of the rundown.
type rundownRow struct {
	display.DeskItem
	Symbol            string
	Current, Selected bool
}

func (v *sessionView) rundown() {
	for _, item := range v.Frame.Items {
		row := rundownRow{DeskItem: item, Symbol: symbols[string(item.Phase)]}
		row.Current = v.Frame.Item != nil && v.Frame.Item.ID == item.ID
		row.Selected = v.Item != nil && v.Item.ID == item.ID
		if item.Phase == voting.PhaseRevealed {
			v.Done++
		}
		if (item.Phase == voting.PhaseClosed || item.Phase == voting.PhaseConfirmed) && !row.Current {
			v.Pending = append(v.Pending, row)
		}
		v.Rows = append(v.Rows, row)
	}
}

// turnoutRow is one category; Here and Cast are thousandths of the cards issued.
type turnoutRow struct {
	Label                      string
	Issued, CheckedIn, Ballots int
	Here, Cast                 int
}

func (v *sessionView) turnout() {
	for _, t := range v.Frame.Turnout {
		row := turnoutRow{Label: v.rules.NameIn(v.Lang, t.Category), Issued: t.Issued, CheckedIn: t.CheckedIn, Ballots: t.Ballots}
		row.Here, row.Cast = voting.PartOf(t.CheckedIn, t.Issued), voting.PartOf(t.Ballots, t.Issued)
		v.Ballots += t.Ballots
		v.Turnout = append(v.Turnout, row)
	}
}

// sceneChoice is one button of the scene chooser.
type sceneChoice struct {
	Scene voting.Scene
	Cued  bool
}

// boardPage is one page of the ranking on the screens.
type boardPage struct {
	Index, Number int
	Current       bool
}

func (v *sessionView) scenes() {
	for _, scene := range voting.Scenes() {
		if scene == voting.SceneBoard {
			continue // it has pages, so it has a form of its own
		}
		v.Scenes = append(v.Scenes, sceneChoice{Scene: scene, Cued: v.Frame.Cue == scene})
	}
	for i := range v.pages {
		v.Pages = append(v.Pages, boardPage{Index: i, Number: i + 1, Current: v.Frame.Board != nil && v.Frame.Board.Page == i})
	}
}

// PostScreen has an output show the session.
func (d *Desk) PostScreen(c *fiber.Ctx) error {
	s, err := d.sessionOf(c)
	if err != nil {
		return err
	}
	if err := d.room.Show(s.ID, web.Field(c, "output"), by(c).Name, by(c).Role); err != nil {
		return err
	}
	return c.Redirect("/desk/s/"+string(s.ID)+"#screens", fiber.StatusSeeOther)
}
