package voting_test

import (
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"pingyi/voting"
)

// verb is a command of the scripts and the words it needs.
type verb struct {
	words int
	run   func(*script, []string) ([]string, error)
}

func verbs() map[string]verb {
	all := resultVerbs()
	maps.Copy(all, map[string]verb{
		"session": {1, (*script).sessionVerb}, "category": {3, (*script).categoryVerb}, "unit": {2, (*script).unitVerb},
		"person": {2, (*script).personVerb}, "begin": {0, (*script).beginVerb},
		"card": {2, (*script).cardVerb}, "cards": {2, (*script).cardsVerb}, "publish": {0, (*script).publishVerb},
		"scan": {1, (*script).scanVerb}, "stage": {1, item((*script).stamp, stage)}, "open": {3, (*script).openVerb},
		"extend": {3, (*script).extendVerb}, "close": {1, (*script).closeVerb}, "deadline": {1, item((*script).teller, deadline)},
		"seal": {1, (*script).sealVerb}, "confirm": {1, item((*script).scrutineer, confirm)}, "reveal": {1, item((*script).stamp, reveal)},
		"void": {2, (*script).voidVerb}, "reissue": {4, (*script).reissueVerb}, "cue": {1, (*script).cueVerb},
		"finish": {1, (*script).finishVerb},
		"board":  {0, (*script).boardVerb}, "tally": {1, (*script).tallyVerb}, "live": {1, (*script).liveVerb},
		"turnout": {0, (*script).turnoutVerb}, "past": {1, (*script).pastVerb}, "log": {0, (*script).logVerb},
		"names": {1, (*script).namesVerb}, "revision": {0, (*script).revisionVerb},
		"criterion": {3, (*script).criterionVerb}, "list": {5, (*script).listVerb}, "pattern": {1, (*script).patternVerb},
		"from": {3, (*script).fromVerb}, "form": {1, (*script).formVerb},
	})
	return all
}

// sessionVerb: session secret|open [live|rehearsal] [first-counts] [composite [optional-figures]|hall-alone|voted-again|of-those-present]
func (s *script) sessionVerb(words []string) ([]string, error) {
	s.secrecy = words[0]
	for _, word := range words[1:] {
		switch word {
		case "live":
			s.rehearsal = false
		case "rehearsal":
			s.rehearsal = true
		case "first-counts":
			s.rules = `"first counts"`
		case "composite":
			s.steps = composite
		case "optional-figures":
			s.steps = strings.Replace(s.steps, `"axes": ["unit"]`, `"axes": ["unit"], "optional": true`, 1)
		case "hall-alone":
			s.steps = hallAlone
		case "voted-again":
			s.steps = votedAgain
		case "of-those-present":
			s.steps = ofThosePresent
		case "form", "choice":
			if s.form.kind = word; word == "choice" { // its rulebook tells nobody apart
				s.categories, s.weights = []string{"评议代表"}, []string{"1"}
			}
		default:
			return nil, fmt.Errorf("no such kind of session: %s", word)
		}
	}
	return nil, nil
}

// categoryVerb: category NAME weight N
func (s *script) categoryVerb(words []string) ([]string, error) {
	s.categories, s.weights = append(s.categories, words[0]), append(s.weights, words[2])
	return nil, nil
}

// unitVerb: unit ID NAME [class NAME] [department NAME]
func (s *script) unitVerb(words []string) ([]string, error) {
	unit := voting.Unit{ID: voting.UnitID(words[0]), Name: words[1]}
	for rest := words[2:]; len(rest) >= 2; rest = rest[2:] {
		switch rest[0] {
		case "class":
			unit.Class = voting.Class(rest[1])
		case "department":
			unit.Department = voting.Department(rest[1])
		}
	}
	s.units = append(s.units, unit)
	return nil, nil
}

// personVerb: person NAME CATEGORY [of EMPLOYER]
func (s *script) personVerb(words []string) ([]string, error) {
	category, err := s.category(words[1])
	if err != nil {
		return nil, err
	}
	person := voting.Representative{ID: voting.RepresentativeID(words[0]), Name: words[0], Category: category}
	if len(words) == 4 {
		person.Employer = words[3]
	}
	s.roster = append(s.roster, person)
	return nil, nil
}

func (s *script) category(name string) (voting.CategoryID, error) {
	for i, label := range s.categories {
		if label == name {
			return voting.CategoryID(i), nil
		}
	}
	return 0, fmt.Errorf("no category %s", name)
}

// beginVerb writes the first record. A session without categories, units or
// persons gets one of each.
func (s *script) beginVerb([]string) ([]string, error) {
	if len(s.categories) == 0 {
		s.categories, s.weights = []string{"代表"}, []string{"1"}
	}
	if len(s.units) == 0 {
		s.units = []voting.Unit{{ID: "W001", Name: "市教育局窗口"}}
	}
	if len(s.roster) == 0 {
		s.roster = []voting.Representative{{ID: "R1", Name: "张三"}}
	}
	text := s.rulebook()
	if s.form.kind != "" {
		text = s.formRulebook()
	}
	rb, err := voting.KeptRulebook([]byte(text)) // scripts write what old logs have: the worst of a choice were once read by no step
	if err != nil {
		return nil, err
	}
	return s.say(voting.CreateSession{Act: s.stamp(), Session: voting.Session{
		ID: "evening", Title: "公开评议", Rehearsal: s.rehearsal, Rulebook: rb,
		Units: s.units, Roster: s.roster, Rundown: voting.RundownOf(rb, s.units), Opens: s.form.opens, Closes: s.form.closes,
	}})
}

func (s *script) rulebook() string {
	if s.steps != "" {
		return s.rulebookTwo()
	}
	categories := make([]string, len(s.categories))
	for i, label := range s.categories {
		categories[i] = fmt.Sprintf(`{"label":%q,"seats":10,"weight":%s}`, label, s.weights[i])
	}
	return fmt.Sprintf(`{
		"title": "公开评议", "mode": "stage", "secrecy": %q, "one_vote": %s, "reveal": %q,
		"grades": [{"label":"满意","points":100},{"label":"基本满意","points":80},{"label":"不满意","points":30},{"label":"不了解","points":null}],
		"criteria": [{"label":"总体评价","weight":1}], "categories": [%s],
		"pipeline": ["mean over votes with an opinion inside each category",
			"weighted mean over categories, weights renormalised over the categories that have such a vote",
			"round once, half up, 2 places"],
		"places": 2, "rank": "on the rounded score, inside each class and overall, 1 2 2 4",
		"recusal": "a representative whose employer is the unit's department has no row for it"}`,
		s.secrecy, s.rules, s.reveal, strings.Join(categories, ","))
}

// cardVerb: card NAME CATEGORY [recused DEPARTMENT] [held-by PERSON]
func (s *script) cardVerb(words []string) ([]string, error) {
	category, err := s.category(words[1])
	if err != nil {
		return nil, err
	}
	card := voting.Card{ID: cardID(words[0]), Category: category}
	for rest := words[2:]; len(rest) >= 2; rest = rest[2:] {
		switch rest[0] {
		case "recused":
			card.Recused = voting.Department(rest[1])
		case "held-by":
			card.Holder = voting.RepresentativeID(rest[1])
		}
	}
	return s.say(voting.IssueCards{Act: s.stamp(), Cards: []voting.Card{card}})
}

// cardsVerb: cards N CATEGORY issues cards CATEGORY1 to CATEGORYn.
func (s *script) cardsVerb(words []string) ([]string, error) {
	n, err := strconv.Atoi(words[0])
	if err != nil {
		return nil, err
	}
	category, err := s.category(words[1])
	if err != nil {
		return nil, err
	}
	var cards []voting.Card
	for i := range n {
		cards = append(cards, voting.Card{ID: cardID(fmt.Sprint(words[1], i+1)), Category: category})
	}
	return s.say(voting.IssueCards{Act: s.stamp(), Cards: cards})
}

func (s *script) publishVerb([]string) ([]string, error) {
	return s.say(voting.PublishSession{Act: s.stamp()})
}

// scanVerb: scan CARD... [on PHONE [take-over]], each on the phone of its name.
func (s *script) scanVerb(words []string) ([]string, error) {
	phone, takeOver := "", false
	for i, word := range words {
		if word == "on" && i+1 < len(words) {
			phone, takeOver = words[i+1], len(words) > i+2
			words = words[:i]
			break
		}
	}
	var said []string
	for _, card := range words {
		on := phone
		if on == "" {
			on = card
		}
		_, err := s.do(voting.RedeemCard{Card: cardID(card), Device: deviceOf(on), TakeOver: takeOver, At: s.now})
		if err != nil {
			said = append(said, card+" "+code(err))
			continue
		}
		s.phones[card] = on
	}
	return said, nil
}

func (s *script) cast(c *voting.CastBallot) ([]string, error) {
	events, err := s.do(c)
	var already voting.AlreadyRecorded
	switch {
	case errors.As(err, &already):
		return []string{"already recorded, receipt " + receiptOf(&already.Ballot)}, nil
	case err != nil:
		return []string{code(err)}, nil
	}
	return []string{"recorded, receipt " + receiptOf(events[0].(*voting.BallotCast))}, nil
}
