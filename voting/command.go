package voting

// Command is a wish put to Decide. The set is closed.
type Command interface{ command() }

// Act is what every command of an organizer carries: who and in which role,
// when (Unix seconds) and, unless zero, the revision of the picture on which it
// was decided. A command with an older revision is refused rather than carried
// out on a picture its author has not seen.
type Act struct {
	By     string
	Role   Role
	At     int64
	Expect uint64
}

// Role is in which capacity somebody acts.
type Role string

// The roles of this version.
const (
	Organizer  Role = "organizer"  // 组织者: configures and runs sessions
	Scrutineer Role = "scrutineer" // 监票人: confirms tallies
	OfTeller   Role = "teller"     // 计票员: the program, where something follows from the log or the clock
)

func (r Role) known() bool {
	return r == "" || r == Organizer || r == Scrutineer || r == OfTeller
}

// CreateSession begins the log of a session with its whole configuration.
type CreateSession struct {
	Act
	Session Session
}

// IssueCards adds cards to a session. They are valid once it is published.
type IssueCards struct {
	Act
	Cards []Card
}

// PublishSession freezes the rules and makes the cards valid. SealsResult is the promise
// of whoever signs checkpoints to sign one of the result too.
type PublishSession struct {
	Act
	SealsResult bool
}

// CloseSession ends the evening: no item can be opened any more.
type CloseSession struct{ Act }

// StageItem puts an item on stage (next). A void item is staged as a new run.
type StageItem struct {
	Act
	Item ItemID
}

// OpenItem begins voting; Deadline is in Unix seconds on the server's clock.
type OpenItem struct {
	Act
	Item     ItemID
	Deadline int64
}

// ExtendItem moves the deadline of an open item later.
type ExtendItem struct {
	Act
	Item     ItemID
	Deadline int64
}

// CloseItem ends voting and freezes the tally. ByDeadline says that the timer
// issued it.
type CloseItem struct {
	Act
	Item       ItemID
	ByDeadline bool
}

// SealItem fixes the signed checkpoint of a closed item, before its reveal.
type SealItem struct {
	Act
	Item ItemID
	Seal Seal
}

// Seal is the checkpoint of the log at the moment an item closed: number of
// records, Merkle root, the short code shown on air, and the signed note.
type Seal struct {
	Size uint64 `json:"size"`
	Root string `json:"root"`
	Code string `json:"code"`
	Note string `json:"note"`
}

// ConfirmItem is the scrutineer's word that the tally stands.
type ConfirmItem struct {
	Act
	Item ItemID
}

// RevealItem releases the result of a confirmed item to the outputs.
type RevealItem struct {
	Act
	Item ItemID
}

// VoidItem sets a run of an item aside; the run is kept and can be seen.
type VoidItem struct {
	Act
	Item   ItemID
	Reason string
}

// CueScene chooses the picture by hand; SceneAuto gives it back to the rundown.
type CueScene struct {
	Act
	Scene Scene
	Page  int
}

// RedeemCard binds a card to the phone that scanned it. Without TakeOver it is
// refused when another phone holds the card.
type RedeemCard struct {
	Card     CardID
	Device   Device
	TakeOver bool
	At       int64
}

// VoidCard takes a card out of use. Tag is the card's tag in the item that is
// open now (zero when none is), so that its ballot there is withdrawn.
type VoidCard struct {
	Act
	Card   CardID
	Tag    Tag
	Reason string
}

// ReissueCard voids a card and issues another in its place.
type ReissueCard struct {
	VoidCard
	Replacement CardID
}

// CastBallot is one submission for one item. Tag and Salt are keyed hashes made
// outside (see Tag), the same for every resend of the same ballot; Card never
// enters the event of a secret session.
type CastBallot struct {
	Item   ItemID
	Run    uint16
	Card   CardID
	Device Device
	Tag    Tag
	Salt   Salt
	Marks  Marks
	At     int64

	// VoidOK says that the ballot is handed in even if the rulebook makes it void as
	// a whole: it is collected then, and counts nothing.
	VoidOK bool

	// Unnumbered says that the sender keeps no number by which a resend could be
	// recognised, as a plain form. With the marks that stand it is the ballot
	// that stands.
	Unnumbered bool
}

func (CreateSession) command()  {}
func (IssueCards) command()     {}
func (PublishSession) command() {}
func (CloseSession) command()   {}
func (StageItem) command()      {}
func (OpenItem) command()       {}
func (ExtendItem) command()     {}
func (CloseItem) command()      {}
func (SealItem) command()       {}
func (ConfirmItem) command()    {}
func (RevealItem) command()     {}
func (VoidItem) command()       {}
func (CueScene) command()       {}
func (RedeemCard) command()     {}
func (VoidCard) command()       {}
func (ReissueCard) command()    {}
func (*CastBallot) command()    {} // a pointer: the one command that comes by the thousand
