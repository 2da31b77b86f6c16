package programme

import (
	"slices"
	"strings"

	"pingyi/voting/count"
)

// Settings are what organizers usually change of a rulebook. Figures are text,
// as somebody typed them, so that nothing is lost while something is wrong.
type Settings struct {
	Title      string
	Secrecy    string // count.SecretBallot or count.OpenBallot
	Reveal     string // count.RevealLive, count.RevealClosed or count.RevealHeld
	OneVote    string // count.LastVoteCounts or count.FirstVoteHolds
	Recusal    bool
	Grades     []Grade
	Criteria   []Criterion // none where every unit brings its own, or one thing is asked
	Categories []Category
	Lists      []List
	Values     []Value // of the programme's own parameters
	Headlines  bool    // a step counts the headline grades
	SelfPaced  bool    // everybody fills the form in when they like
}

// Grade is one grade of the ballot. One without points says whether it stays in
// the base; a headline counts in the share of the satisfied.
type Grade struct {
	Label, Points    string
	InBase, Headline bool
}

// Criterion is one criterion that is asked of every unit.
type Criterion struct{ Label, Weight string }

// Category is one category of representatives. Both figures may be left out
// where the rulebook does not weigh.
type Category struct{ Label, Seats, Weight string }

// List is one list of a choice. Its name stands in the steps and is not changed.
type List struct{ Label, AtLeast, AtMost string }

// Value is what the rulebook says at the place of a parameter.
type Value struct {
	Parameter
	Text string
}

// Called is the value as people call it.
func (v Value) Called() string {
	for _, option := range v.Options {
		if option.Value == v.Text {
			return option.Label
		}
	}
	return v.Text
}

// Read finds the settings in a rulebook of version 2, which may have been changed
// by hand. Parameters whose place is gone are left out.
func (p Programme) Read(rulebook []byte) (Settings, error) {
	root, err := readTree(rulebook)
	if err != nil {
		return Settings{}, err
	}
	s := Settings{
		Title: root.says("title"), Secrecy: root.says("secrecy"), Reveal: root.says("reveal"), OneVote: root.says("one_vote"),
		Recusal: root.says("recusal") == count.RecusalByWork, SelfPaced: strings.HasPrefix(root.says("mode"), "self-paced"),
	}
	ballot := root.get("ballot")
	grades := ballot.list("grades")
	if ballot.get("numbers") != nil {
		grades = nil // what takes no number stays as it was written
	}
	for _, g := range grades {
		s.Grades = append(s.Grades, Grade{
			Label: g.says("label"), Points: g.says("points"),
			InBase: g.get("points") != nil || g.says("in_base") == "true", Headline: g.says("headline") == "true",
		})
	}
	for _, c := range ballot.list("criteria") {
		s.Criteria = append(s.Criteria, Criterion{c.says("label"), c.says("weight")})
	}
	for _, c := range root.list("categories") {
		s.Categories = append(s.Categories, Category{c.says("label"), c.says("seats"), c.says("weight")})
	}
	for _, l := range ballot.list("choose") {
		s.Lists = append(s.Lists, List{l.says("list"), l.says("at_least"), l.says("at_most")})
	}
	for _, step := range root.list("steps") {
		s.Headlines = s.Headlines || step.says("grades") == "headline"
	}
	for _, parameter := range p.Parameters {
		if value := root.at(parameter.At); value != nil && (value.kind == 's' || value.kind == 'v') {
			s.Values = append(s.Values, Value{parameter, value.text})
		}
	}
	return s, nil
}

// Default are the settings of the programme as it is.
func (p Programme) Default() Settings {
	s, err := p.Read(p.Rulebook)
	if err != nil {
		panic(err) // the rulebook is part of the program, and a test reads it
	}
	return s
}

// Unsaid is what holds where a rulebook does not say "reveal" or "one_vote".
func (s Settings) Unsaid() (reveal, oneVote string) {
	if s.SelfPaced {
		return count.RevealHeld, count.LastVoteCounts
	}
	return count.RevealLive, count.LastVoteCounts
}

// Weighs reports whether the categories of the settings have weights.
func (s Settings) Weighs() bool {
	return slices.ContainsFunc(s.Categories, func(c Category) bool { return c.Weight != "" })
}

// Secrecies are the words between which organizers choose.
func Secrecies() []string { return []string{count.SecretBallot, count.OpenBallot} }

// Reveals are the words for when a tally may be shown.
func Reveals() []string { return []string{count.RevealLive, count.RevealClosed, count.RevealHeld} }

// OneVotes are the words for which of several ballots of one card counts.
func OneVotes() []string { return []string{count.LastVoteCounts, count.FirstVoteHolds} }
