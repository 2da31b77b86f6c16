package display

import (
	"encoding/json"
	"fmt"

	"pingyi/voting"
)

// Setting is what the pictures of a session need beyond its log.
type Setting struct {
	JoinURL string // where representatives vote, such as https://host/V
}

// Render gives the whole picture of a session for one audience, as JSON. It is
// pure: it reads the state, keeps nothing of it, and changes nothing.
func Render(s *voting.State, a Audience, set Setting) []byte {
	return picture{State: s, audience: a, setting: set, revealed: revealedRows}.encode()
}

// picture is one rendering. revealed gives the ranked rows of the revealed
// items; it is called only when the picture shows them, because counting them
// is the one costly part.
type picture struct {
	*voting.State
	audience Audience
	setting  Setting
	revealed func(*voting.State) []voting.Row
}

func (p picture) encode() []byte {
	var frame any
	switch p.audience {
	case Phone:
		frame = p.phone()
	case Desk:
		frame = p.desk()
	case Director:
		frame = p.director()
	default:
		frame = p.screen()
	}
	text, err := json.Marshal(frame)
	if err != nil {
		panic(fmt.Sprintf("encode frame: %v", err)) // the frames are plain structs
	}
	return text
}

func (p picture) phone() PhoneFrame {
	frame := PhoneFrame{Revision: p.Revision, Session: p.session(), Phase: p.Phase, Grades: make([]string, 0, len(p.Session.Rulebook.Grades))}
	if item := p.current(); item != nil {
		shown := p.item(item)
		frame.Item = &shown
		if p.Session.Rulebook.Rows() && !item.Whole() {
			for _, criterion := range p.Session.Rulebook.CriteriaOf(p.Unit(item.Unit)) {
				frame.Criteria = append(frame.Criteria, Criterion{Label: criterion.Label, Group: criterion.Group})
			}
		}
	}
	for _, grade := range p.Session.Rulebook.Grades {
		frame.Grades = append(frame.Grades, grade.Label)
	}
	return frame
}

func (p picture) screen() ScreenFrame {
	frame := ScreenFrame{
		Seq: p.Records, Revision: p.Revision, Session: p.session(), Phase: p.Phase,
		Scene: onAir(p.State), Join: Join{URL: p.setting.JoinURL},
	}
	frame.Issued, frame.CheckedIn = p.Issued()
	if item := p.current(); item != nil {
		frame.Item = p.screenItem(item)
		frame.Bars = p.bars(item)
		frame.Result = p.result(item)
	}
	if frame.Scene == voting.SceneBoard {
		frame.Board = p.board()
	}
	return frame
}

func (p picture) desk() DeskFrame {
	frame := p.director()
	var ballots []int
	if item := p.Staged(); item != nil {
		ballots = item.Tally.Ballots
	}
	cards := p.Turnout()
	frame.Turnout = make([]Turnout, 0, len(cards))
	for category, t := range cards {
		line := Turnout{Category: p.Session.Rulebook.Categories[category].Label, Issued: t.Issued, CheckedIn: t.CheckedIn}
		if category < len(ballots) {
			line.Ballots = ballots[category]
		}
		frame.Turnout = append(frame.Turnout, line)
	}
	return frame
}

// director is the rundown around what the public sees. Who has voted by category is for those who
// count.
func (p picture) director() DeskFrame {
	frame := DeskFrame{ScreenFrame: p.screen(), Cue: p.Scene, Turnout: []Turnout{}, Items: make([]DeskItem, 0, len(p.Items))}
	for i := range p.Items {
		item := &p.Items[i]
		frame.Items = append(frame.Items, DeskItem{
			ID: item.ID, Unit: item.Unit, Name: p.name(item), Phase: item.Phase, Run: item.Run, Past: len(item.Past),
		})
	}
	return frame
}

// current is the item on stage. A form that is announced is what people wait for,
// before anybody has put it there; the desk's acts go by the stage alone.
func (p picture) current() *voting.ItemState {
	if item := p.Staged(); item != nil || p.audience == Desk || p.audience == Director {
		return item
	}
	if item := p.Item(1); p.Phase == voting.Published && item.Whole() {
		return item
	}
	return nil
}

func (p picture) session() Session {
	return Session{ID: p.Session.ID, Title: p.Session.Title, Rehearsal: p.Session.Rehearsal}
}

func (p picture) item(item *voting.ItemState) Item {
	unit := p.Unit(item.Unit)
	return Item{
		ID: item.ID, Of: len(p.Items), Run: item.Run, Phase: item.Phase, Deadline: item.Deadline,
		Unit: Unit{ID: item.Unit, Name: p.name(item), Department: unit.Department, Class: unit.Class}, Form: p.form(item),
	}
}

// name is how an item is called: by its unit, or by the session's title.
func (p picture) name(item *voting.ItemState) string {
	if item.Whole() {
		return p.Session.Title
	}
	return p.Unit(item.Unit).Name
}

// form is nil for one unit on stage.
func (p picture) form(item *voting.ItemState) *Form {
	if !item.Whole() {
		return nil
	}
	form := &Form{Units: len(p.Session.Units), Rows: p.Session.Rows(item.Item), Opens: p.Session.Opens, Closes: p.Session.Closes}
	switch {
	case item.OpenedAt > 0:
		form.Opens, form.Closes = item.OpenedAt, item.Deadline
	case item.Run > 1:
		form.Opens = 0 // what was announced is over: it is held once more by hand
	}
	return form
}

// expected is how many could vote: until the close it follows the check-in,
// after it the number that the close fixed.
func (p picture) expected(item *voting.ItemState) int {
	switch item.Phase {
	case voting.PhaseWaiting, voting.PhaseOnStage, voting.PhaseOpen, voting.PhaseVoid:
		return p.Expected(p.Unit(item.Unit))
	}
	return item.Expected
}

func (p picture) screenItem(item *voting.ItemState) *ScreenItem {
	shown := &ScreenItem{Item: p.item(item), Ballots: item.Tally.Total(), Expected: p.expected(item)}
	if item.Seal != nil {
		shown.Seal = item.Seal.Code
	}
	if tally, visible := p.audience.counts(item, p.Session.Rulebook.Reveal); visible {
		shown.Void = tally.Voids()
	}
	return shown
}
