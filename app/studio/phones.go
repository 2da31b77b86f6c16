package studio

import (
	"slices"
	"sync/atomic"
	"time"

	"pingyi/app/live"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// A hall that cheers before viewers have seen why spoils a reveal. So while a program shows a
// session, its phones keep their picture until the program has said that it shows the result; and
// no longer than the control room has set, since votes and phones do not wait for graphics.

// waiting is a result that the phones of a session do not know of yet.
type waiting struct {
	display.KeptBack
	since time.Time   // when it was noticed
	shown time.Time   // when a program said that it shows it; zero before
	take  uint64      // by which it does
	told  atomic.Bool // it is written down that phones are let know, or could not be
	busy  atomic.Bool // an errand is on its way
}

// phones are the results that are waited for, by session. They belong to the clock of the pages, which
// waits for no session itself: what does is an errand.
type phones map[voting.SessionID]*waiting

// room is what phones depend on of the control room.
type room struct {
	views    []onair.View
	owed     map[onair.Name]owed // by their pages
	policy   onair.Phones
	broken   bool
	released map[voting.SessionID]onair.PhonesRelease
}

// gatePhones decides for every session whether its phones wait, and lets them know of what they have
// waited for.
func (s *Studio) gatePhones() {
	pages, now, all := s.Seen(), s.cfg.Now(), s.cfg.Sessions.All() // a frame on a desk shows nothing to viewers
	room := s.lookForPhones(all)
	for _, session := range all {
		programs := room.programs(session.ID, pages, now)
		s.waitFor(session, room, programs, pages, now)
	}
}

func (s *Studio) lookForPhones(all []*live.Session) room {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := room{
		views: s.state.Views(s.now()), owed: make(map[onair.Name]owed), policy: s.state.Phones(), broken: s.broken,
		released: make(map[voting.SessionID]onair.PhonesRelease),
	}
	for _, view := range r.views {
		r.owed[view.Output.Name] = s.owedOf(view)
	}
	for _, session := range all {
		r.released[session.ID], _ = s.state.PhonesOf(session.ID)
	}
	return r
}

// program is an output on program, with the word for how it stands.
type program struct {
	onair.View
	stands Standing
}

// programs are the outputs on program that show a session and at which a page is alive. Phones wait
// for one that is held too, and for one that is hidden: viewers have not seen the result, and it may be shown any moment.
func (r room) programs(id voting.SessionID, pages []Page, now time.Time) (found []program) {
	for _, view := range r.views {
		alive := slices.ContainsFunc(pages, func(p Page) bool {
			return p.Output == view.Output.Name && p.Playing && !p.Heard.IsZero() && now.Sub(p.Heard) <= quiet
		})
		if view.Output.Program && view.Session == id && !view.Panic && alive {
			owed := r.owed[view.Output.Name]
			owed.from = time.Time{} // something else may come there at a moment: no phone waits for that
			standing, _ := stands(view, owed, pages, now)
			found = append(found, program{view, standing})
		}
	}
	return found
}

// waitFor has the phones of one session wait, or know.
func (s *Studio) waitFor(session *live.Session, room room, programs []program, pages []Page, now time.Time) {
	free := len(programs) == 0 || room.policy.AtOnce || room.broken
	withheld, is := session.Hub.KeptBack()
	w := s.phones[session.ID]
	if !is {
		delete(s.phones, session.ID)
	} else if w == nil || w.KeptBack != withheld {
		w = &waiting{KeptBack: withheld, since: now}
		s.phones[session.ID] = w
	}
	switch released := room.released[session.ID]; {
	case free:
		session.Hub.GatePhones(nil)
	case is && w.told.Load():
		session.Hub.GatePhones(&display.PhoneGate{Item: w.Item, Run: w.Run})
	default:
		session.Hub.GatePhones(&display.PhoneGate{Item: released.Item, Run: released.Run})
	}
	if !is {
		return
	}
	if take, shown := confirmed(withheld, programs, pages); shown && w.shown.IsZero() {
		w.shown, w.take = now, take
	}
	switch told := w.told.Load(); {
	case free || told:
		s.errandFor(w, func() { s.repaint(session) })
	case w.over(room.policy, now):
		known, by := w.KeptBack, w.take
		s.errandFor(w, func() {
			s.letKnow(session, known, by)
			w.told.Store(true)
			s.repaint(session)
		})
	}
}

// errandFor goes to a session on behalf of a result, unless somebody is on the way.
func (s *Studio) errandFor(w *waiting, do func()) {
	if w.busy.CompareAndSwap(false, true) {
		s.errand.Go(func() {
			defer w.busy.Store(false)
			do()
		})
	}
}

// over reports whether phones have waited long enough.
func (w *waiting) over(policy onair.Phones, now time.Time) bool {
	if !w.shown.IsZero() {
		return now.Sub(w.shown) >= time.Duration(policy.Offset)*time.Millisecond
	}
	return now.Sub(w.since) >= time.Duration(policy.Within)*time.Millisecond
}

// confirmed looks for a program that shows the result: a scene that tells it, painted not before the
// reveal, on an output of which desks are told that it is shown. What a hidden page paints no viewer sees,
// and a page that is for another scene says nothing of this one. A page has what comes at a moment long before that,
// and says so: only what it has said since that is to be seen, with the delay of the output, is a word of it.
func confirmed(w display.KeptBack, programs []program, pages []Page) (take uint64, shown bool) {
	for _, view := range programs {
		if view.stands != StandsShown {
			continue
		}
		for _, layer := range view.Standing(view.At).Layers {
			if !tells(layer, w.Item) {
				continue
			}
			from := time.UnixMilli(layer.At + view.Output.Late())
			for _, p := range pages {
				tells := layer.Scene == onair.SceneAuto || p.paints(layer.Scene)
				if p.Output == view.Output.Name && tells && p.Rev >= layer.Take && p.Seq >= w.Seq && !p.Heard.Before(from) {
					return layer.Take, true
				}
			}
		}
	}
	return 0, false
}

// tells lists the scenes that say how an item came out.
func tells(shown onair.Shown, item voting.ItemID) bool {
	switch shown.Scene {
	case onair.SceneAuto, onair.SceneScore, onair.SceneBars, onair.SceneVerdict, onair.SceneDims, onair.SceneVersus, onair.ScenePledge, onair.SceneBoard:
		return shown.Item == 0 || shown.Item == item
	}
	return false
}

// letKnow writes down that the phones are told, and lets them be. They are told also if that cannot be
// written down.
func (s *Studio) letKnow(session *live.Session, known display.KeptBack, take uint64) {
	_, err := s.Do(onair.ReleasePhones{
		Act:           onair.Act{Role: onair.OfServer, At: s.now()},
		PhonesRelease: onair.PhonesRelease{Session: session.ID, Item: known.Item, Run: known.Run}, Take: take, Record: known.Seq,
	})
	if err != nil {
		s.cfg.Logger.Warn("that phones were told of a result was not written", "error", err)
	}
	session.Hub.GatePhones(&display.PhoneGate{Item: known.Item, Run: known.Run})
}

// repaint gives the phones the picture that was kept from them.
func (s *Studio) repaint(session *live.Session) {
	if err := session.Paint(); err != nil {
		s.cfg.Logger.Error("the phones could not be told of a result", "error", err)
	}
}
