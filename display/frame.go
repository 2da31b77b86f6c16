package display

import "pingyi/voting"

// PhoneFrame is what every phone of a session gets. It holds no count at all,
// so that ten thousand phones are not woken by each other's ballots.
type PhoneFrame struct {
	Revision uint64              `json:"revision"`
	Session  Session             `json:"session"`
	Phase    voting.SessionPhase `json:"phase"`
	Item     *Item               `json:"item"` // null before the first item
	Grades   []string            `json:"grades"`
	Criteria []Criterion         `json:"criteria,omitempty"` // of the unit on stage, where a ballot has a row for each
}

// Criterion is one row of a ballot, in the words of the rulebook or of the pledge.
type Criterion struct {
	Label string `json:"label"`
	Group string `json:"group,omitempty"`
}

// ScreenFrame is what the public may see of a session, for the desk's picture and the status of button boxes; outputs
// have pictures of their own.
type ScreenFrame struct {
	Seq       uint64              `json:"seq"` // log position
	Revision  uint64              `json:"revision"`
	Session   Session             `json:"session"`
	Phase     voting.SessionPhase `json:"phase"`
	Scene     voting.Scene        `json:"scene"` // never SceneAuto
	Issued    int                 `json:"issued"`
	CheckedIn int                 `json:"checked_in"`
	Join      Join                `json:"join"`
	Item      *ScreenItem         `json:"item"`             // null before the first item
	Bars      []Bar               `json:"bars,omitempty"`   // absent while hidden
	Result    *Result             `json:"result,omitempty"` // absent before the reveal
	Board     *Board              `json:"board,omitempty"`  // only in SceneBoard, absent while scores await the announcement
}

// DeskFrame is the picture for organizers, scrutineers and the director: what
// is on the screens, gated for whose desk it is, and the state of the whole rundown.
type DeskFrame struct {
	ScreenFrame
	Cue     voting.Scene `json:"cue"`     // as the director chose it, SceneAuto included
	Turnout []Turnout    `json:"turnout"` // empty for the director
	Items   []DeskItem   `json:"items"`
}

// Session names a session.
type Session struct {
	ID        voting.SessionID `json:"id"`
	Title     string           `json:"title"`
	Rehearsal bool             `json:"rehearsal"`
}

// Join is where a representative goes to vote.
type Join struct {
	URL string `json:"url"`
}

// Unit is an appraised unit with all its fields, empty ones included.
type Unit struct {
	ID         voting.UnitID     `json:"id"`
	Name       string            `json:"name"`
	Department voting.Department `json:"department"`
	Class      voting.Class      `json:"class"`
}

// Item is the item on stage; Deadline is in Unix seconds, 0 before it opens.
type Item struct {
	ID       voting.ItemID    `json:"id"`
	Of       int              `json:"of"`
	Run      uint16           `json:"run"`
	Phase    voting.ItemPhase `json:"phase"`
	Deadline int64            `json:"deadline"`
	Unit     Unit             `json:"unit"`           // of a whole form only the name, which is the session's title
	Form     *Form            `json:"form,omitempty"` // where the item is the whole form
}

// Form says what a whole form is about, and from when until when (Unix seconds, 0 is
// by hand) it is open: as announced, and once it has opened as it did. It does not
// name the units, so that no frame grows with them.
type Form struct {
	Units  int   `json:"units"`
	Rows   int   `json:"rows"` // marks of one ballot
	Opens  int64 `json:"opens"`
	Closes int64 `json:"closes"`
}

// ScreenItem adds the turnout of the item, and the short code of its seal,
// empty until the tally is sealed.
type ScreenItem struct {
	Item
	Ballots  int    `json:"ballots"`
	Expected int    `json:"expected"` // checked-in cards that have a row for the unit
	Seal     string `json:"seal"`
	Void     int    `json:"void,omitempty"` // ballots that are void as a whole, 0 while the counts are hidden
}

// Bar is the count of one grade. Share is a percentage with one decimal;
// the shares of all bars add up to 100.0, Permille is the same as a number.
type Bar struct {
	Label    string `json:"label"`
	Count    int    `json:"count"`
	Share    string `json:"share"`
	Permille int    `json:"permille"`
	InBase   bool   `json:"in_base"` // false for a grade such as 不了解
}

// Result is the score of the item on stage and its places among all revealed
// ones. Score is empty, and the ranks are 0, when nobody voted with an opinion.
// An interim score has no ranks. Awaits says that there is no score before the result
// is announced, because it rests on figures from elsewhere too.
type Result struct {
	Score       string `json:"score"`
	Rank        int    `json:"rank"`
	Of          int    `json:"of"`
	RankInClass int    `json:"rank_in_class"`
	OfClass     int    `json:"of_class"`
	Tie         bool   `json:"tie,omitempty"`       // another unit that may be seen has the same place
	ClassTie    bool   `json:"class_tie,omitempty"` // likewise in the class
	Awaits      bool   `json:"awaits,omitempty"`

	Criteria []CriterionScore `json:"criteria,omitempty"` // where the rulebook scores each, in the order of the ballot
}

// CriterionScore is the score of one criterion of the unit, empty when nobody had
// an opinion on it.
type CriterionScore struct {
	Criterion
	Score string `json:"score"`
}

// Board is one page of the ranking of all revealed items. Page counts from 0
// and is below Pages. Where there is no ranking of all, each page is of one class;
// of a choice, of one list.
type Board struct {
	Page  int          `json:"page"`
	Pages int          `json:"pages"`
	Class voting.Class `json:"class,omitempty"`
	List  string       `json:"list,omitempty"` // as the rulebook calls it, such as 十佳
	Rows  []BoardRow   `json:"rows"`
}

// BoardRow is one unit of the board. On a list the rank is the place there and the
// score the figure by which the list was made. ScorePermille is the score in thousandths
// of the highest one possible, for a bar. Units that nobody voted on with an
// opinion come last, with rank 0 and an empty score.
type BoardRow struct {
	Rank          int               `json:"rank"`
	Tie           bool              `json:"tie"` // another unit, perhaps on another page, has the same rank
	Unit          voting.UnitID     `json:"unit"`
	Name          string            `json:"name"`
	Department    voting.Department `json:"department"`
	Class         voting.Class      `json:"class"`
	Score         string            `json:"score"`
	ScorePermille int               `json:"score_permille"`
}

// Turnout counts the cards of one category, and its ballots for the item on stage.
type Turnout struct {
	Category  string `json:"category"`
	Issued    int    `json:"issued"`
	CheckedIn int    `json:"checked_in"`
	Ballots   int    `json:"ballots"`
}

// DeskItem is one line of the rundown. Past is the number of voided runs.
type DeskItem struct {
	ID    voting.ItemID    `json:"id"`
	Unit  voting.UnitID    `json:"unit"`
	Name  string           `json:"name"`
	Phase voting.ItemPhase `json:"phase"`
	Run   uint16           `json:"run"`
	Past  int              `json:"past"`
}
