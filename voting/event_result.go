package voting

// FiguresEntered brings one imported table, the whole of it: what there was
// before of the table is no longer in force.
type FiguresEntered struct {
	Stamp
	Table  string          `json:"table"`
	Source string          `json:"source"` // where the figures come from
	Cells  []EnteredFigure `json:"cells"`
}

// EnteredFigure is one value of an imported table, a plain decimal number, at one label
// for each axis of the table in order.
type EnteredFigure struct {
	At    []string `json:"at"`
	Value string   `json:"value"`
}

// DecisionEntered brings the outcome of a fresh vote or of a draw among tied
// units. It takes the place of an earlier one among the same units.
type DecisionEntered struct {
	Stamp
	Step   string     `json:"step"`                      // the step of the rulebook whose tie it decides
	Kind   string     `json:"kind"`                      // "re-vote" or "lot"
	Where  []string   `json:"where,omitempty" since:"6"` // a label for each axis beside the unit's along which the step has ties
	Order  []UnitID   `json:"order"`                     // the first one first
	Level  [][]UnitID `json:"level,omitempty" since:"6"` // those whom it left level with each other
	Author string     `json:"author"`                    // who conducted it
	Record string     `json:"record"`                    // where it is recorded
}

// UnitVetoed takes a unit out of the result.
type UnitVetoed struct {
	Stamp
	Unit   UnitID `json:"unit"`
	Author string `json:"author"` // who decided it
	Reason string `json:"reason"`
}

// VetoLifted takes a veto back.
type VetoLifted struct {
	Stamp
	Unit   UnitID `json:"unit"`
	Reason string `json:"reason"`
}

// ResultConfirmed is the scrutineer's word that a version of the result stands.
// Reason says why, where something was outstanding.
type ResultConfirmed struct {
	Stamp
	Version int    `json:"version"`
	Reason  string `json:"reason,omitempty"`
}

// ResultAnnounced releases a confirmed version.
type ResultAnnounced struct {
	Stamp
	Version int `json:"version"`
}

// NoticeStarted puts an announced version up for public notice (公示).
type NoticeStarted struct {
	Stamp
	Version int   `json:"version"`
	Days    int   `json:"days"`
	Until   int64 `json:"until"` // the end of the last day, in Unix seconds
}

// ResultCertified makes a version final after its notice.
type ResultCertified struct {
	Stamp
	Version int `json:"version"`
}

// ResultCorrected opens the next version, which begins as the one before. Version
// is its number.
type ResultCorrected struct {
	Stamp
	Version int    `json:"version"`
	Reason  string `json:"reason"`
}

// CorrectionAbandoned ends a correction that was not announced: the version stays and
// says so, and the one before goes on where it stood.
type CorrectionAbandoned struct {
	Stamp
	Version int    `json:"version"`
	Reason  string `json:"reason"`
}

// ResultSealed fixes the checkpoint of what was done to the result last: the end of the
// session, or a step of the version. Everything that the version rests on is under it.
type ResultSealed struct {
	Stamp
	Version int  `json:"version"`
	Seal    Seal `json:"seal"`
}

func (*FiguresEntered) kind() string  { return "figures-entered" }
func (*DecisionEntered) kind() string { return "decision-entered" }
func (*UnitVetoed) kind() string      { return "unit-vetoed" }
func (*VetoLifted) kind() string      { return "veto-lifted" }
func (*ResultConfirmed) kind() string { return "result-confirmed" }
func (*ResultAnnounced) kind() string { return "result-announced" }
func (*NoticeStarted) kind() string   { return "notice-started" }
func (*ResultCertified) kind() string { return "result-certified" }
func (*ResultCorrected) kind() string { return "result-corrected" }

func (*CorrectionAbandoned) kind() string { return "correction-abandoned" }
func (*ResultSealed) kind() string        { return "result-sealed" }

// blankResult lists an empty event of each kind about the result of a session.
func blankResult() []Event {
	return []Event{
		&FiguresEntered{}, &DecisionEntered{}, &UnitVetoed{}, &VetoLifted{}, &ResultConfirmed{}, &ResultAnnounced{},
		&NoticeStarted{}, &ResultCertified{}, &ResultCorrected{}, &CorrectionAbandoned{}, &ResultSealed{},
	}
}
