package live

import (
	"errors"
	"sync"
	"sync/atomic"

	"pingyi/app/card"
	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// Session is one session as the server runs it: its log, its secrets, its
// teller and its feeds. Everything in it but the secrets, and what people have
// marked and not sent, can be computed from the log again.
type Session struct {
	ID    voting.SessionID
	Facts Facts        // about its ballots, without asking the teller
	Hub   *display.Hub // its pictures

	log    data.Log
	keys   *data.Keys
	signer *data.Signer
	teller *Teller
	drafts *drafts

	leaving atomic.Bool // the server stops: whoever reads the log is to end

	mu    sync.RWMutex
	cards *card.Index // nil once the card key is shredded
}

// Do carries out one command.
func (s *Session) Do(c voting.Command) Answer {
	answer := s.teller.Do(c)
	if answer.Err == nil {
		s.drafts.follow(c)
	}
	return answer
}

// Look runs fn on the state, as it is on disk, between two batches. fn must not
// keep the state, nor wait for anything: all ballots wait for it.
func (s *Session) Look(fn func(*voting.State)) error { return s.teller.Look(fn) }

// Waiting is how many requests have queued for the teller.
func (s *Session) Waiting() int { return s.teller.queue.Len() }

// PaintOutputs paints the outputs of the control room that show this session, now.
func (s *Session) PaintOutputs() error { return s.Look(s.Hub.PaintOutputs) }

// Paint paints every picture of the session, now.
func (s *Session) Paint() error { return s.Look(s.Hub.Paint) }

// Names of a session's keys.
const (
	cardKey   = "card"   // tokens and identifiers of cards; shredded when the session ends
	signerKey = "signer" // checkpoints
)

// Facts are what handlers need of the configuration without asking the
// teller; they never change once the session was created.
type Facts struct {
	Units     []string // Units[i] is the unit of item i+1, "" of a whole form, for the check of a ballot
	NoOpinion string   // marks of the grades outside the base
	Rows      []int    // Rows[i] is how many rows a ballot for item i+1 has; nil when each has one without a name
	FirstOnly bool
	Form      *voting.Form                       // what the whole form asks; nil where units come one by one
	Names     map[voting.RepresentativeID]string // of an open session; nil in a secret one
}

func (s *Session) learn(state *voting.State) {
	s.Facts = Facts{Units: make([]string, len(state.Items)), FirstOnly: state.Session.Rulebook.FirstOnly, Names: state.Session.Names()}
	for i := range state.Items {
		s.Facts.Units[i] = string(state.Items[i].Unit)
		if item := &state.Items[i]; state.Session.Rulebook.Rows() || item.Whole() {
			form := state.Form(item.ID)
			s.Facts.Rows = append(s.Facts.Rows, len(form.Rows))
			if item.Whole() {
				s.Facts.Form = &form
			}
		}
	}
	for i, grade := range state.Session.Rulebook.Grades {
		if !grade.InBase {
			s.Facts.NoOpinion += voting.Marks([]byte{byte(i)}).String()
		}
	}
}

// signerName is how checkpoints of a session name their signer and their log.
func signerName(id voting.SessionID) string { return "pingyi/" + string(id) }

// sign makes the seal of a log's head.
func (s *Session) sign(head data.Head) (voting.Seal, error) {
	note, err := s.signer.Sign(signerName(s.ID), head)
	if err != nil {
		return voting.Seal{}, err
	}
	return voting.Seal{Size: head.Size, Root: head.Root.String(), Code: data.ShortCode(head.Root), Note: string(note)}, nil
}

// indexCards recomputes which number and which token belong to which card. It
// is done when cards were issued, never per phone. After the end of the session
// nobody is to know; the key is the teller's to destroy.
func (s *Session) indexCards(cards []voting.CardState, phase voting.SessionPhase) error {
	if phase == voting.Ended {
		s.mu.Lock()
		s.cards = nil
		s.mu.Unlock()
		return nil
	}
	key, err := s.keys.GetOrCreate(cardKey)
	if err != nil {
		return err
	}
	index := card.NewIndex(card.NewDeck(key), cards)
	s.mu.Lock()
	s.cards = index
	s.mu.Unlock()
	return nil
}

// Reindex recomputes numbers and tokens after cards were issued or destroyed.
func (s *Session) Reindex() error {
	var cards []voting.CardState
	var phase voting.SessionPhase
	err := s.Look(func(state *voting.State) { cards, phase = state.Cards(), state.Phase })
	if err != nil {
		return err
	}
	return s.indexCards(cards, phase)
}

// Deal makes the cards of a roster from the session's card key.
func (s *Session) Deal(lots []voting.Lot, open bool) ([]voting.Card, error) {
	key, err := s.keys.GetOrCreate(cardKey)
	if err != nil {
		return nil, err
	}
	return card.NewDeck(key).Deal(lots, open), nil
}

// Standing is the ballot of a card that counts for an item, as long as anybody
// can tell which one it is. It is for the fn of Look.
func (s *Session) Standing(state *voting.State, item *voting.ItemState, card voting.CardID) (voting.BallotCast, bool) {
	tag := s.teller.tags.tagIn(item, card)
	if tag == (voting.Tag{}) {
		return voting.BallotCast{}, false
	}
	return state.Standing(item.ID, tag)
}

// Cards tells which number and which token belong to which card. It is nil once
// the session has ended.
func (s *Session) Cards() *card.Index {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.cards
}

// close stops the teller, after it has drained what was accepted, the log, and
// what is kept beside the keys.
func (s *Session) close() error {
	s.leaving.Store(true)
	s.teller.queue.Close()
	<-s.teller.stopped
	s.teller.room.forget(s.log)
	return errors.Join(s.log.Close(), s.keys.Close())
}
