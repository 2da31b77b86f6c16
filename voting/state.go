package voting

// SessionPhase is where a session stands.
type SessionPhase string

// The phases of a session in this version. Before its first record a session
// has the empty phase.
const (
	Draft     SessionPhase = "draft"     // configured, cards may be issued
	Published SessionPhase = "published" // rules frozen, cards valid: check-in
	Running   SessionPhase = "running"   // an item has been on stage
	Ended     SessionPhase = "closed"    // no item can be opened any more
)

// ItemPhase is where an item stands.
type ItemPhase string

// The phases of an item.
const (
	PhaseWaiting   ItemPhase = "waiting"
	PhaseOnStage   ItemPhase = "on-stage"
	PhaseOpen      ItemPhase = "open"
	PhaseClosed    ItemPhase = "closed"    // tally frozen
	PhaseConfirmed ItemPhase = "confirmed" // by the scrutineer
	PhaseRevealed  ItemPhase = "revealed"
	PhaseVoid      ItemPhase = "void" // may be staged again as a new run
)

// LiveStep is the number of ballots by which a live tally moves at least, so
// that no single tap can be read off the screen.
const LiveStep = 5

// State is the fold of a session's log. Its exported fields are for reading
// only; Apply alone changes them.
type State struct {
	Session  Session
	Phase    SessionPhase
	Revision uint64 // acts so far, what Act.Expect is compared with: all but ballots and check-ins
	Records  uint64 // events applied, hence the position in the log
	ActedAt  int64  // when the last act was, in Unix seconds; of ballots and check-ins it says nothing
	OnStage  ItemID // the item on stage, 0 before the first
	Scene    Scene
	Page     int
	Items    []ItemState // Items[i] is the item with ID i+1
	Versions []Version   // of the result; Versions[i] is number i+1, and the first is always there

	cards   map[CardID]*CardState
	issued  []Turnout          // by category
	printed bool               // counts are those that a result prints: of ballots and people of a unit in all
	apart   map[UnitID]bool    // the units whose printed marks are by category
	recused map[Department]int // checked-in cards without a row, by department
	units   map[UnitID]int
	losses  []Loss // see Losses
	lost    uint64 // how many there ever were
	members []int  // people on the roster, by category

	sealsResult  bool   // the session promised checkpoints of the result; logs of earlier versions did not
	resultAt     uint64 // records in the log with the last act on the result
	resultSealed uint64 // records under the last checkpoint of the result
}

// CardState is what the fold knows of one card.
type CardState struct {
	Card
	Void     bool
	Redeemed bool
	Device   Device
}

// Turnout counts cards of one category: issued and not void, and of those the
// ones that were redeemed (checked in).
type Turnout struct {
	Issued    int
	CheckedIn int
}

// ItemState is what the fold knows of one item. Run counts from 1 once it was
// on stage; Past keeps the runs that were voided.
type ItemState struct {
	Item
	Phase      ItemPhase
	Run        uint16
	OpenedAt   int64 // Unix seconds
	Deadline   int64 // Unix seconds
	ByDeadline bool
	Tally      Tally
	Live       Tally     // what a live screen may show: moves in steps of LiveStep
	Expected   int       // checked-in cards that could vote, fixed when the item closed
	Turnout    []Turnout // by category, fixed when the item closed; nil before
	Seal       *Seal
	Revealed   uint64 // records in the log with its reveal, 0 before
	Past       []PastRun

	byUnit  []int  // of a whole form: the cards with rows for each unit, fixed when it closed
	cutoff  uint64 // records in the log with the one that closed the item
	ballots map[Tag]standing
	earlier map[resend]standing // superseded ballots, for their resends
	choices map[choice]*choice  // what is marked, each once, shared by ballots
	unshown []Tag               // whose ballots changed since Live moved
}

// PastRun is a run of an item that was set aside.
type PastRun struct {
	Run      uint16
	Phase    ItemPhase // where it stood when it was voided
	Tally    Tally
	Expected int // 0 when it was voided while open
	Seal     *Seal
	Reason   string
	By       string
	At       int64
}

// standing is a recorded ballot of one tag, enough to write its record again.
// Ballots come by the hundred thousand and most are alike but for salt and time.
type standing struct {
	salt Salt
	at   int64
	*choice
}

type choice struct {
	marks    Marks
	holder   RepresentativeID
	category CategoryID
	void     int8 // why the ballot is void as a whole: the place in count.Faults, -1 of a valid one
}

func (b standing) record(item ItemID, run uint16, tag Tag) BallotCast {
	return BallotCast{
		Item: item, Run: run, Category: b.category, Tag: tag, Salt: b.salt, At: b.at, Marks: b.marks, Holder: b.holder,
	}
}

// NewState returns the state before the first record.
func NewState() *State {
	return &State{Scene: SceneAuto, cards: make(map[CardID]*CardState), recused: make(map[Department]int), units: make(map[UnitID]int)}
}

// Item returns the state of an item, nil when there is none of that number.
func (s *State) Item(id ItemID) *ItemState {
	if id == 0 || int(id) > len(s.Items) {
		return nil
	}
	return &s.Items[id-1]
}

// Staged returns the item on stage, nil before the first.
func (s *State) Staged() *ItemState { return s.Item(s.OnStage) }

// OpenItem returns the item that is open, nil when none is.
func (s *State) OpenItem() *ItemState {
	if item := s.Staged(); item != nil && item.Phase == PhaseOpen {
		return item
	}
	return nil
}

// Unit returns the unit of that identifier; the zero Unit when there is none.
func (s *State) Unit(id UnitID) Unit {
	if at, ok := s.units[id]; ok {
		return s.Session.Units[at]
	}
	return Unit{}
}

// Card returns a copy of what is known of a card.
func (s *State) Card(id CardID) (CardState, bool) {
	if card := s.cards[id]; card != nil {
		return *card, true
	}
	return CardState{}, false
}

// Turnout returns the counts of cards by category.
func (s *State) Turnout() []Turnout { return append([]Turnout(nil), s.issued...) }

// Issued is the number of cards issued and not void; CheckedIn how many of
// them were redeemed.
func (s *State) Issued() (issued, checkedIn int) {
	for _, t := range s.issued {
		issued += t.Issued
		checkedIn += t.CheckedIn
	}
	return issued, checkedIn
}

// Members is how many belong to the categories together, there or not.
func (s *State) Members() int {
	n := 0
	for _, members := range s.members {
		n += members
	}
	return n
}

// Standing returns the ballot that counts now for a tag in the current run of
// an item, until the item is confirmed.
func (s *State) Standing(id ItemID, tag Tag) (BallotCast, bool) {
	item := s.Item(id)
	if item == nil {
		return BallotCast{}, false
	}
	b, ok := item.ballots[tag]
	if !ok {
		return BallotCast{}, false
	}
	return b.record(id, item.Run, tag), true
}

// Recused reports whether a card has no row for a unit.
func (s *State) Recused(card Card, unit Unit) bool {
	return card.Recused != "" && card.Recused == unit.Department
}

// Expected is the number of checked-in cards that have a row for a unit: the
// ballots that an item can receive at the most.
func (s *State) Expected(unit Unit) int {
	_, checkedIn := s.Issued()
	if unit.Department == "" {
		return checkedIn
	}
	return checkedIn - s.recused[unit.Department]
}

// ExpectedFor is the number of checked-in cards that have rows for one unit of an
// item: as they are now, or as the close of the item fixed them.
func (s *State) ExpectedFor(id ItemID, unit UnitID) int {
	item := s.Item(id)
	switch {
	case item == nil:
		return 0
	case !item.counted():
		return s.Expected(s.Unit(unit))
	case item.byUnit == nil:
		return item.Expected
	}
	return item.byUnit[s.units[unit]]
}

// counted reports whether the tally of an item is fixed.
func (item *ItemState) counted() bool {
	return item.Phase == PhaseClosed || item.Phase == PhaseConfirmed || item.Phase == PhaseRevealed
}

// checkIn moves the counts of checked-in cards by n for one card.
func (s *State) checkIn(card *CardState, n int) {
	s.issued[card.Category].CheckedIn += n
	if card.Recused != "" {
		s.recused[card.Recused] += n
	}
}
