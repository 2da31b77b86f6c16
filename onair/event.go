package onair

import "pingyi/voting"

// Event is a fact that was declared and written down. The set is closed, and every event that was
// ever written can be read by every later version.
type Event interface {
	kind() string
	stamp() Stamp
}

// Stamp is when (Unix milliseconds), by whom, in which role and with which controller, and the
// number of the wish with what was said under it; logs from before that have the number alone.
type Stamp struct {
	At         int64  `json:"at"`
	By         string `json:"by,omitempty"`
	Role       Role   `json:"role,omitempty"`
	Controller string `json:"controller,omitempty"`
	ID         string `json:"id,omitempty"`
	Said       string `json:"said,omitempty"`
}

func (s Stamp) stamp() Stamp { return s }

// OutputSet creates an output or changes it.
type OutputSet struct {
	Stamp
	Output Output  `json:"output"`
	Stays  []Place `json:"stays,omitempty"` // what was to leave for a scene that the output may show no more; in logs from before that it left
}

// AddressRevoked gives an output another address.
type AddressRevoked struct {
	Stamp
	Output     Name   `json:"output"`
	Generation uint32 `json:"generation"`
}

// OutputRemoved takes an output away.
type OutputRemoved struct {
	Stamp
	Output Name `json:"output"`
}

// Tuned has outputs show a session. Record is how far the session's log went. Cleared are those of
// them that go from a rehearsal to an evening or back: nothing stays there, except what follows the rundown
// on a screen of the house.
type Tuned struct {
	Stamp
	On      []Name           `json:"on"`
	Session voting.SessionID `json:"session"`
	Record  uint64           `json:"record"`
	Cleared []Name           `json:"cleared,omitempty"`
	Stays   []Place          `json:"stays,omitempty"` // what was to leave for a scene that was about the session before; in logs from before that it left
}

// Unlocked is one person's word for a rehearsal on program.
type Unlocked struct {
	Stamp
	Output  Name             `json:"output"`
	Session voting.SessionID `json:"session"`
}

// Taken puts scenes on outputs. From is where they were taken from, "" of what was cued there
// directly, and they have left it when Moved.
type Taken struct {
	Stamp
	On     []Name `json:"on"`
	Laid   []Laid `json:"laid"`
	From   Name   `json:"from,omitempty"`
	Moved  bool   `json:"moved,omitempty"`
	Cut    bool   `json:"cut,omitempty"`
	SeenAt int64  `json:"seen_at"`        // Unix milliseconds from which it is to be seen
	Record uint64 `json:"record"`         // how far the session's log went
	Stay   int    `json:"stay,omitempty"` // seconds after which it goes out by itself, where a step of the plan says so

	Room []Room `json:"room,omitempty"` // where what stands leaves before SeenAt; logs from before that tell it until then
}

// Laid is a cue with the layer it lies on and those it puts out.
type Laid struct {
	Layer  Layer   `json:"layer"`
	Evicts []Layer `json:"evicts,omitempty"`
	Ousts  []Scene `json:"ousts,omitempty"` // scenes that it puts out, wherever they lie
	Cue    Cue     `json:"cue"`

	Version int `json:"version,omitempty"` // of a ranking: of which version of the result; 0 is whichever holds
	Out     int `json:"out,omitempty"`     // and how many of its groups count as given out, since a version before was
}

// Stepped turns scenes to a step.
type Stepped struct {
	Stamp
	To     []StepTo `json:"to"`
	Record uint64   `json:"record"`
}

// StepTo is one scene with the step it is turned to.
type StepTo struct {
	Place
	Step int `json:"step"`
}

// PagesHeld stops pages from turning, or lets them.
type PagesHeld struct {
	Stamp
	Pages []Place `json:"pages"`
	Hold  bool    `json:"hold"`
}

// Place is a layer of an output.
type Place struct {
	Output Name  `json:"output"`
	Layer  Layer `json:"layer"`
	Leaves bool  `json:"leaves,omitempty"` // of two scenes that which stands until the other comes; in logs from before that the other was meant
}

// TakenOff takes scenes off.
type TakenOff struct {
	Stamp
	Off []Place `json:"off"`
}

// Blanked takes everything off.
type Blanked struct {
	Stamp
	On []Name `json:"on"`
}

// Panicked takes everything off and lets nothing on.
type Panicked struct {
	Stamp
	On []Name `json:"on"`
}

// Unpanicked lets outputs be used again.
type Unpanicked struct {
	Stamp
	On []Name `json:"on"`
}

// HeldAt freezes the numbers of outputs.
type HeldAt struct {
	Stamp
	On []Frozen `json:"on"`
}

// Frozen is an output with the records its picture is made of.
type Frozen struct {
	Output Name   `json:"output"`
	Record uint64 `json:"record"`
}

// Unheld lets the numbers go on.
type Unheld struct {
	Stamp
	On []Name `json:"on"`
}

// Armed makes an action ready. It is known by the revision it makes.
type Armed struct {
	Stamp
	Action Action   `json:"action"`
	Until  int64    `json:"until"` // Unix milliseconds
	Of     *Subject `json:"of,omitempty"`
}

// Subject is what an action was about when it was armed. It is never changed.
type Subject struct {
	Session voting.SessionID `json:"session,omitempty"` // that From showed
	Laid    []Laid           `json:"laid,omitempty"`    // what lay there, of the layers that are meant
	Sealed  Binding          `json:"sealed,omitzero"`   // of a ranking
}

// Disarmed gives up what was armed, and the groups that waited for their moment. On are the outputs on which what was taken
// and waited for its moment is called back as well; logs from before that have none.
type Disarmed struct {
	Stamp
	On []Name `json:"on,omitempty"`
}

// Went says that what was armed is done; the event of what was done follows it. Kept means that
// it stays armed, from then on as Next, so that one press is about one group. Logs from before that
// have no Next: there the number stayed.
type Went struct {
	Stamp
	Arm  uint64 `json:"arm"`
	Kept bool   `json:"kept,omitempty"`
	Next uint64 `json:"next,omitempty"`
}

// Approved is the scrutineer's word for the release of a ranking.
type Approved struct {
	Stamp
	Session voting.SessionID `json:"session"`
	List    string           `json:"list"`
	Binding
}

// Released releases groups of a ranking, so that there are Groups of Of.
type Released struct {
	Stamp
	Session voting.SessionID `json:"session"`
	List    string           `json:"list"`
	Binding
	Groups   int    `json:"groups"`
	Of       int    `json:"of"`
	Approved string `json:"approved"` // who gave the second word
	Record   uint64 `json:"record"`
	SeenAt   int64  `json:"seen_at,omitempty"` // Unix milliseconds from which the newest group is out; 0 for at once
}

// LeaseSet says who alone drives an output; "" is nobody in particular. Before is from whom it
// was taken.
type LeaseSet struct {
	Stamp
	Output Name   `json:"output"`
	To     string `json:"to"`
	Before string `json:"before,omitempty"`
}

// WasShown is the first word of an output that it has painted a picture; pages that paint one scene each have
// a first word each. Take is the newest that is in it. Rev, On, Host and Engine came later: in an old record nothing but the take is known.
type WasShown struct {
	Stamp
	Output Name   `json:"output"`
	Take   uint64 `json:"take"`
	Seq    uint64 `json:"seq"`
	Painted
	Host   string `json:"host,omitempty"`   // what shows the page, as it says
	Engine string `json:"engine,omitempty"` // major version of its browser
	Only   Scene  `json:"only,omitempty"`   // the one scene that this page paints; "" for all
}

// Painted is one picture as a page has painted it: of which revision of its output, what stood in it, and
// which takes were yet to be seen, since something else was still going.
type Painted struct {
	Rev   uint64   `json:"rev,omitempty"`
	On    []Stood  `json:"on,omitempty"`
	Waits []uint64 `json:"waits,omitempty"`
}

// Stood is a take that stood in a picture, at a step; of a reveal that is how many groups were out.
type Stood struct {
	Take uint64 `json:"take"`
	Step int    `json:"step,omitempty"`
}
