package onair

import (
	"slices"

	"pingyi/voting"
)

// Role is in which capacity somebody acts.
type Role string

// The roles.
const (
	Director   Role = "director"   // 导播: decides what is on air
	Organizer  Role = "organizer"  // 组织者
	Scrutineer Role = "scrutineer" // 监票人: releases a sealed ranking together with a director
	Sequence   Role = "sequence"   // the server, by what a person has laid down: the plan that runs, pages that turn
	OfServer   Role = "server"     // the program: what an output has reported, a new room's first outputs, and which session those show that nobody directs
)

// Act is what every command carries. Controller is the desk, button box or program by which
// somebody acts, ID its number of the wish: the same once more changes nothing. Said tells what was
// wished with that number from anything else, "" where nobody compares. Expect is, unless zero, the revision of the picture on which it was decided. Order grows with each act that the
// controller sends, zero where it does not count them.
type Act struct {
	By         string
	Role       Role
	Controller string
	ID         string
	Said       string
	At         int64 // Unix milliseconds
	Expect     uint64
	Order      uint64
}

// ActOf is what a command carries.
func ActOf(c Command) Act { return c.act() }

func (a Act) act() Act { return a }

// Command is a wish put to Decide. The set is closed.
type Command interface{ act() Act }

// SetOutput creates an output or changes it. Its Generation is the room's to give: it begins with
// 1, and another class makes the address before void.
type SetOutput struct {
	Act
	Output Output
}

// RevokeAddress makes the address of an output void and gives it another.
type RevokeAddress struct {
	Act
	Output Name
}

// RemoveOutput takes an output away, and with it its address.
type RemoveOutput struct {
	Act
	Output Name
}

// Tune has outputs show a session, or none with "". What was on goes out, save what is about no
// session.
type Tune struct {
	Act
	On      []Name
	Session voting.SessionID
}

// Unlock is the word of one person that a rehearsal may go to a program output. It takes two.
type Unlock struct {
	Act
	Output  Name
	Session voting.SessionID
}

// PutCue lays a scene on outputs, usually on a preview.
type PutCue struct {
	Act
	On      []Name
	Cue     Cue
	Session voting.SessionID // that the cue was chosen of; empty: whichever the outputs show
	Cut     bool
	TakeAt  int64 // as of Take
}

// Take brings on what lies on From. What comes from a preview leaves it; Layers are those that
// are meant, none is all.
type Take struct {
	Act
	From   Name
	On     []Name
	Layers []Layer
	Cut    bool
	TakeAt int64    // Unix milliseconds from which it is to be seen; 0 is at once
	Of     *Subject // what was armed; nil takes whatever lies there
	Item   uint64   // the number under which an item had its GO whose picture this is; 0 of any other
}

// Next turns to the next step of a scene. A layer of "" is that which was taken last.
type Next struct {
	Act
	On    []Name
	Layer Layer
}

// Back turns to the step before.
type Back struct {
	Act
	On    []Name
	Layer Layer
}

// HoldPages stops pages from turning by themselves, or lets them.
type HoldPages struct {
	Act
	On    []Name
	Layer Layer
	Hold  bool
}

// Out takes the scene of one layer off.
type Out struct {
	Act
	On    []Name
	Layer Layer
}

// Blank takes everything off.
type Blank struct {
	Act
	On []Name
}

// Panic takes everything off in this very picture and lets nothing on until Unpanic. Without
// names it is about every public output.
type Panic struct {
	Act
	On []Name
}

// Unpanic lets outputs be used again. They stay empty. Without names it is about all that are in
// panic.
type Unpanic struct {
	Act
	On []Name
}

// Hold freezes the numbers of outputs as they are in the log now. Nothing comes on until Unhold;
// what is on can go out.
type Hold struct {
	Act
	On []Name
}

// Unhold lets the numbers go on.
type Unhold struct {
	Act
	On []Name
}

// Arm makes something ready that is to be done on Go, within so many seconds. It takes the place
// of what was armed before.
type Arm struct {
	Act
	Action Action
	Within int
}

// Go does what is armed; Arm is its number, so that nobody does what another has put there.
type Go struct {
	Act
	Arm    uint64
	TakeAt int64 // as of Take; of an item also when it is revealed
	Due    bool  // the server's word that the moment of what waits has come
}

// Disarm gives up what is armed, and calls back all that waits for its moment.
type Disarm struct{ Act }

// Approve is the scrutineer's word that a sealed ranking may be released, by his own log-in.
type Approve struct {
	Act
	Session voting.SessionID
	List    string
	Binding
}

// TakeLease makes one controller the only one that drives an output. Over takes it from another.
type TakeLease struct {
	Act
	Output Name
	Over   bool
}

// GiveLease lets others drive the output, or hands it to the controller To.
type GiveLease struct {
	Act
	Output Name
	To     string
}

// ReportShown says that an output has painted a picture, at the time of the act. A page of an older
// build tells no more of it than the newest take.
type ReportShown struct {
	Act
	Output Name
	Take   uint64
	Seq    uint64 // position in the session's log that it painted
	Painted
	Host   string
	Engine string
	Only   Scene // the one scene that the page paints; "" for all
}

// ActionKind is what can be armed.
type ActionKind string

// The kinds of action.
const (
	ActTake   ActionKind = "take"   // as Take
	ActReveal ActionKind = "reveal" // releases the next group of a list
	ActItem   ActionKind = "item"   // reveals an item, which is an act of its session, and then takes
)

// Action is a wish that waits for Go.
type Action struct {
	Kind ActionKind `json:"kind"`

	From   Name    `json:"from,omitempty"`
	On     []Name  `json:"on,omitempty"`
	Layers []Layer `json:"layers,omitempty"`
	Cut    bool    `json:"cut,omitempty"`

	Session voting.SessionID `json:"session,omitempty"`
	List    string           `json:"list,omitempty"`
	Item    voting.ItemID    `json:"item,omitempty"`
	Keep    bool             `json:"keep,omitempty"` // stays armed for the group after
}

func (a Action) clone() Action {
	a.On, a.Layers = slices.Clone(a.On), slices.Clone(a.Layers)
	return a
}
