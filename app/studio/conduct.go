package studio

import (
	"time"

	"pingyi/app/web"
	"pingyi/display"
	"pingyi/onair"
)

// conductor is what runs the plan and turns pages: one goroutine of the server, however many desks are open, and with
// none. What it did last is kept so that a step which is refused is not asked for all the time.
type conductor struct {
	plan chan struct{} // holds one token when the room has changed
	done chan struct{} // closed when it has stopped

	away    bool   // that the server was begun anew is not written yet, so nothing goes on; of its goroutine
	last    glance // likewise
	turned  glance // likewise, of pages
	ended   glance // likewise, of what stays for so long
	card    glance // likewise, of the line-up card on a program
	timed   glance // likewise, of an item that waits for its moment
	refused error  // why the plan waits beside its condition; guarded by the studio's lock
}

// glance is what the next step of a plan depends on. It is looked at often, and costs nothing.
type glance struct {
	records, seq uint64
	second       int64
	due          bool
}

func newConductor() conductor {
	return conductor{plan: make(chan struct{}, 1), done: make(chan struct{})}
}

// conduct lets the plan go on whenever the room or its session has changed, and with the clock.
func (s *Studio) conduct() {
	defer close(s.conductor.done)
	clock := time.NewTicker(lookEvery)
	defer clock.Stop()
	for {
		session := s.sessionOfPlan() // watched before it is looked at
		s.proceed()
		select {
		case <-clock.C:
		case <-s.due():
			s.goTimed() // what is painted next has it
			s.turnOver()
		case <-session:
		case <-s.conductor.plan:
		case <-s.quit:
			return
		}
	}
}

// due tells when an output is to show something else although nobody acts; nil when none is.
func (s *Studio) due() <-chan time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	next := s.state.Next(s.shownAt)
	if next == 0 {
		return nil
	}
	return time.After(time.Duration(next-s.now()) * time.Millisecond)
}

// turnOver paints what holds from now on, for the moment of a take or a release has come.
func (s *Studio) turnOver() {
	s.mu.Lock()
	rest := s.show()
	s.mu.Unlock()
	s.finish(rest)
	s.tellSoon()
}

// sessionOfPlan is closed when there is something new of the session that the plan is about; nil where
// nothing is waited for.
func (s *Studio) sessionOfPlan() <-chan struct{} {
	s.mu.Lock()
	plan, _ := s.state.Plan()
	s.mu.Unlock()
	session := s.session(plan.Session)
	if session == nil || !plan.Running {
		return nil
	}
	_, again := session.Hub.Feed(display.Desk).Watch()
	return again
}

// restarted pauses what a server that was begun anew must not carry on by itself. Where that cannot be
// written, as on a full disk, nothing goes on until it can. It is the caller's turn.
func (s *Studio) restarted() {
	act := onair.Act{Role: onair.OfServer, At: s.now()}
	_, err := s.do(onair.Restarted{Act: act})
	if err == nil {
		_, err = s.do(onair.GuardNames{Act: act}) // of a room from before that rule
	}
	s.conductor.away = err != nil
}

// proceed does what the plan has to do now, if anything has changed since it was asked last.
func (s *Studio) proceed() {
	if s.conductor.away {
		s.turn.Lock()
		s.restarted()
		s.turn.Unlock()
		return
	}
	s.goTimed()
	now := s.cfg.Now()
	act := onair.Act{Role: onair.Sequence, Controller: planController, At: now.UnixMilli()}
	s.byTheClock(&s.conductor.turned, now, (*onair.State).PagesDue, onair.TurnPages{Act: act}, "pages could not be turned")
	s.byTheClock(&s.conductor.ended, now, (*onair.State).StaysDue, onair.EndStays{Act: act}, "what was to stay for so long could not be taken off")
	s.clearLineup(now)
	s.mu.Lock()
	plan, run := s.state.Plan()
	look := glance{records: s.state.Records, second: now.Unix(), due: s.state.PlanDue(now.UnixMilli())}
	s.mu.Unlock()
	if !plan.Running {
		s.planWaits(nil)
		return
	}
	if session := s.session(plan.Session); session != nil {
		look.seq = session.Hub.Feed(display.Desk).Latest().Seq
	}
	if look == s.conductor.last {
		return
	}
	s.conductor.last = look
	_, err := s.Do(onair.Proceed{Act: onair.Act{By: run.By, Role: onair.Sequence, Controller: planController, At: now.UnixMilli()}})
	s.planWaits(err)
}

// byTheClock does what is due by the time alone. What cannot be done is tried again in a second, or when something has happened.
func (s *Studio) byTheClock(tried *glance, now time.Time, due func(*onair.State, int64) bool, c onair.Command, trouble string) {
	s.mu.Lock()
	look := glance{records: s.state.Records, second: now.Unix(), due: due(s.state, now.UnixMilli())}
	s.mu.Unlock()
	if !look.due || look == *tried {
		return
	}
	*tried = look
	if _, err := s.Do(c); err != nil {
		s.cfg.Logger.Warn(trouble, "error", err)
	}
}

// clearLineup takes the line-up card off a program when a vote opens under it. A session is asked when there is
// something new of it, or of the room, and once a second.
func (s *Studio) clearLineup(now time.Time) {
	s.mu.Lock()
	look, sessions := glance{records: s.state.Records, second: now.Unix()}, s.state.LineupOn()
	s.mu.Unlock()
	for _, id := range sessions {
		if session := s.session(id); session != nil {
			look.seq += session.Hub.Feed(display.Desk).Latest().Seq
		}
	}
	if len(sessions) == 0 || look == s.conductor.card {
		return
	}
	s.conductor.card = look
	if _, err := s.Do(onair.ClearLineup{Act: onair.Act{Role: onair.OfServer, At: now.UnixMilli()}}); err != nil {
		s.cfg.Logger.Warn("the line-up card could not be taken off a program", "error", err)
	}
}

// planController is what the log names where the plan acts, and where pages turn.
const planController = "sequence"

// planWaits keeps why the plan cannot do what it has to, for the desks.
func (s *Studio) planWaits(err error) {
	s.mu.Lock()
	was := s.conductor.refused
	s.conductor.refused = err
	s.mu.Unlock()
	if (err == nil) != (was == nil) || err != nil && err.Error() != was.Error() {
		s.tellSoon()
	}
}

// Said is a refusal in words, for desks of both languages.
type Said struct {
	Code string `json:"code"`
	ZH   string `json:"zh"`
	EN   string `json:"en"`
}

func (s *Studio) said(err error) *Said {
	if err == nil {
		return nil
	}
	return s.saidOf(web.ProblemOf(Problem(err)))
}

func (s *Studio) saidOf(p web.Problem) *Said {
	return &Said{Code: p.Code, ZH: s.cfg.Site.Sentence("zh-CN", p), EN: s.cfg.Site.Sentence("en", p)}
}
