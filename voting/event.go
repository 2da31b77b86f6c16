package voting

// Event is a fact that was declared and written down. The set is closed, and
// every event that was ever written can be read by every later version.
type Event interface{ kind() string }

// Stamp is when (Unix seconds) and, for acts, by whom and in which role. Logs of
// the first version say no role.
type Stamp struct {
	At   int64  `json:"at"`
	By   string `json:"by,omitempty"`
	Role Role   `json:"role,omitempty"`
}

// version is that of the first format which has all of the stamp's fields.
func (s Stamp) version() int {
	if s.Role == "" {
		return 1
	}
	return 2
}

// when is the time of an act.
func (s Stamp) when() int64 { return s.At }

// SessionCreated is the first record of every log.
type SessionCreated struct {
	Stamp
	Session Session `json:"session"`
}

// CardsIssued adds cards. Replaces is set when one card stands for a void one.
type CardsIssued struct {
	Stamp
	Cards    []Card  `json:"cards"`
	Replaces *CardID `json:"replaces,omitempty"`
}

// SessionPublished freezes the rules; RulebookHash is the SHA-256 of their
// canonical form, in hexadecimal. SealsResult promises a checkpoint of every act that
// moves the result: who takes one of them away breaks a promise that is under those of
// the items. Logs of earlier versions promise none.
type SessionPublished struct {
	Stamp
	RulebookHash string `json:"rulebook_hash"`
	SealsResult  bool   `json:"seals_result,omitempty"`
}

// SessionClosed ends the evening.
type SessionClosed struct{ Stamp }

// CardRedeemed binds a card to a phone.
type CardRedeemed struct {
	Stamp
	Card   CardID `json:"card"`
	Device Device `json:"device"`
}

// CardVoided takes a card out of use.
type CardVoided struct {
	Stamp
	Card   CardID `json:"card"`
	Reason string `json:"reason"`
}

// ItemStaged puts run Run of an item on stage.
type ItemStaged struct {
	Stamp
	Item ItemID `json:"item"`
	Run  uint16 `json:"run"`
}

// ItemOpened begins voting until Deadline (Unix seconds).
type ItemOpened struct {
	Stamp
	Item     ItemID `json:"item"`
	Run      uint16 `json:"run"`
	Deadline int64  `json:"deadline"`
}

// ItemExtended moves the deadline later.
type ItemExtended struct {
	Stamp
	Item     ItemID `json:"item"`
	Deadline int64  `json:"deadline"`
}

// ItemClosed ends voting: ballots after this record do not count.
type ItemClosed struct {
	Stamp
	Item       ItemID `json:"item"`
	ByDeadline bool   `json:"by_deadline"`
}

// ItemSealed fixes the checkpoint of a closed item.
type ItemSealed struct {
	Stamp
	Item ItemID `json:"item"`
	Seal Seal   `json:"seal"`
}

// ItemConfirmed is the scrutineer's confirmation of a sealed tally.
type ItemConfirmed struct {
	Stamp
	Item ItemID `json:"item"`
}

// ItemRevealed releases the result.
type ItemRevealed struct {
	Stamp
	Item ItemID `json:"item"`
}

// ItemVoided sets the current run aside.
type ItemVoided struct {
	Stamp
	Item   ItemID `json:"item"`
	Reason string `json:"reason"`
}

// SceneCued is the picture chosen by hand.
type SceneCued struct {
	Stamp
	Scene Scene `json:"scene"`
	Page  int   `json:"page"`
}

// BallotWithdrawn takes the ballot of a voided card out of an open item.
type BallotWithdrawn struct {
	Stamp
	Item ItemID `json:"item"`
	Run  uint16 `json:"run"`
	Tag  Tag    `json:"tag"`
}

// BallotCast is one recorded ballot. Holder is set in open sessions only; in a
// secret one nothing here points to a card or a person.
type BallotCast struct {
	Item     ItemID
	Run      uint16
	Category CategoryID
	Tag      Tag
	Salt     Salt
	At       int64
	Marks    Marks
	Holder   RepresentativeID
}

func (*SessionCreated) kind() string   { return "session-created" }
func (*CardsIssued) kind() string      { return "cards-issued" }
func (*SessionPublished) kind() string { return "session-published" }
func (*SessionClosed) kind() string    { return "session-closed" }
func (*CardRedeemed) kind() string     { return "card-redeemed" }
func (*CardVoided) kind() string       { return "card-voided" }
func (*ItemStaged) kind() string       { return "item-staged" }
func (*ItemOpened) kind() string       { return "item-opened" }
func (*ItemExtended) kind() string     { return "item-extended" }
func (*ItemClosed) kind() string       { return "item-closed" }
func (*ItemSealed) kind() string       { return "item-sealed" }
func (*ItemConfirmed) kind() string    { return "item-confirmed" }
func (*ItemRevealed) kind() string     { return "item-revealed" }
func (*ItemVoided) kind() string       { return "item-voided" }
func (*SceneCued) kind() string        { return "scene-cued" }
func (*BallotWithdrawn) kind() string  { return "ballot-withdrawn" }
func (*BallotCast) kind() string       { return "ballot-cast" }

// Kind names an event as the log does, such as "item-opened".
func Kind(e Event) string { return e.kind() }

// blank returns an empty event of a kind, or nil when no version knew it.
func blank(kind string) Event {
	for _, e := range append(blankResult(), []Event{
		&SessionCreated{}, &CardsIssued{}, &SessionPublished{}, &SessionClosed{}, &CardRedeemed{}, &CardVoided{},
		&ItemStaged{}, &ItemOpened{}, &ItemExtended{}, &ItemClosed{}, &ItemSealed{}, &ItemConfirmed{},
		&ItemRevealed{}, &ItemVoided{}, &SceneCued{}, &BallotWithdrawn{},
	}...) {
		if e.kind() == kind {
			return e
		}
	}
	return nil
}

// When is the time of an event, in Unix seconds. Records stand in the order in which they were
// written: a check-in that was kept back until the close of an item has an earlier time.
func When(e Event) int64 {
	if ballot, is := e.(*BallotCast); is {
		return ballot.At
	}
	return e.(interface{ when() int64 }).when()
}
