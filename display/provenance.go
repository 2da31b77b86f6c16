package display

import "pingyi/voting"

// Provenance is where results come from: of which session, by which rules, and
// up to which record of the log. It has no clock of its own, so that the same log
// gives the same bytes whenever it is asked.
type Provenance struct {
	Session     voting.SessionID `json:"session" since:"1"`
	Secrecy     voting.Secrecy   `json:"secrecy" since:"1"`
	Final       bool             `json:"final" since:"1"` // the session has ended
	Items       int              `json:"items" since:"1"` // of the rundown, confirmed or not
	Scale       []GradeResult    `json:"scale" since:"1"`
	Lists       []ListResult     `json:"lists,omitempty" since:"1"` // of a choice, which has no grades
	Categories  []CategoryResult `json:"categories" since:"1"`
	Rulebook    RulebookResult   `json:"rulebook" since:"1"`
	Log         LogResult        `json:"log" since:"1"`
	Checkpoints []Checkpoint     `json:"checkpoints" since:"1"` // of the items that were confirmed
}

// GradeResult is one grade as the rulebook has it.
type GradeResult struct {
	Label  string `json:"label"`
	Points string `json:"points,omitempty"` // a whole number, a fraction, or none
	InBase bool   `json:"in_base"`
}

// ListResult is one list of a choice and how many units may be ticked on it.
type ListResult struct {
	Label   string `json:"label"`
	Name    string `json:"-"` // for people, where the label is a key
	AtLeast int    `json:"at_least"`
	AtMost  int    `json:"at_most"`
}

// CategoryResult is one category of representatives with its cards.
type CategoryResult struct {
	Label     string `json:"label"`
	Seats     int    `json:"seats,omitempty"` // where the rulebook says them
	Issued    int    `json:"issued"`
	CheckedIn int    `json:"checked_in"`
}

// RulebookResult is the rules that were counted by.
type RulebookResult struct {
	Title string   `json:"title"`
	Hash  string   `json:"hash"` // SHA-256 of the canonical form
	Steps []string `json:"steps"`
}

// LogResult is the place in the log that the results show.
type LogResult struct {
	Records uint64 `json:"records"`  // so many were counted, from the first
	ActedAt int64  `json:"acted_at"` // when the last act among them was, in Unix seconds
	Signer  string `json:"signer"`   // verifier key of the checkpoints
}

// Checkpoint is the signed head of the log as it was when an item closed.
type Checkpoint struct {
	Item    voting.ItemID `json:"item"`
	Unit    voting.UnitID `json:"unit,omitempty"` // none where the item is the whole form
	Run     uint16        `json:"run"`
	Records uint64        `json:"records"`
	Root    string        `json:"root"`
	Code    string        `json:"code"` // as it was on the screens
	Note    string        `json:"note"` // as it was signed
}

func provenanceOf(s *voting.State) Provenance {
	rb := s.Session.Rulebook
	p := Provenance{
		Session: s.Session.ID, Secrecy: rb.Secrecy, Final: s.Phase == voting.Ended, Items: len(s.Items),
		Rulebook: RulebookResult{Title: rb.Title, Hash: rb.Hash(), Steps: rb.Steps},
		Log:      LogResult{Records: s.Records, ActedAt: s.ActedAt, Signer: s.Session.Signer},
		Scale:    []GradeResult{}, Checkpoints: []Checkpoint{},
	}
	for _, grade := range rb.Grades {
		g := GradeResult{Label: grade.Label, InBase: grade.InBase}
		if grade.Points != nil {
			g.Points = grade.Points.RatString()
		}
		p.Scale = append(p.Scale, g)
	}
	for _, list := range rb.Lists {
		p.Lists = append(p.Lists, ListResult{Label: list.Label, Name: list.Name, AtLeast: list.AtLeast, AtMost: list.AtMost})
	}
	for i, turnout := range s.Turnout() {
		category := rb.Categories[i]
		p.Categories = append(p.Categories, CategoryResult{
			Label: category.Label, Seats: category.Seats, Issued: turnout.Issued, CheckedIn: turnout.CheckedIn,
		})
	}
	for i := range s.Items {
		item := &s.Items[i]
		if item.Seal == nil || (item.Phase != voting.PhaseConfirmed && item.Phase != voting.PhaseRevealed) {
			continue
		}
		p.Checkpoints = append(p.Checkpoints, Checkpoint{
			Item: item.ID, Unit: item.Unit, Run: item.Run, Records: item.Seal.Size, Root: item.Seal.Root, Code: item.Seal.Code, Note: item.Seal.Note,
		})
	}
	return p
}
