package app

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"pingyi/app/desk"
	"pingyi/app/studio"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// ear keeps every byte that goes out for program: its page, its pictures, its feeds in every format, its files of
// values, and what a button box is told, whose token nobody has given more than that. The pictures of keys are drawn
// of the words and the standing that a box is told. What a page is sent is kept twice: a socket skips
// pictures that come too soon after each other, and the outlet has each.
type ear struct {
	p          *place
	d          *director
	li         *browser // a scrutineer
	box        *box
	folder     string
	page, keys *tape
	newest     string // the last picture that the page is known to have
	last       string // what it had got when it was last listened to, maybe a picture newer than that
	heard      []message
}

// message is what one reader got at once.
type message struct{ from, text string }

// listening opens the sockets, before anything is tuned in.
func (p *place) listening(folder string) *ear {
	p.t.Helper()
	e := &ear{p: p, d: p.director(), li: p.colleague("li", desk.Scrutineer, time.Hour), box: p.box("streamdeck", ""), folder: folder}
	keys, status := e.box.live("/ctl/live?out=pgm&k="+e.box.token, "")
	if status != http.StatusSwitchingProtocols {
		p.t.Fatalf("status %d", status)
	}
	e.page, e.keys = p.watch("pgm").taped(), keys.taped()
	e.d.unlockProgram()
	e.d.tune("pgm", "pvw")
	return e
}

// hear keeps a message in characters that can be searched.
func (e *ear) hear(from, text string) {
	if strings.Contains(from, "gb18030") {
		text, _ = simplifiedchinese.GB18030.NewDecoder().String(text) // what is none is replaced
	}
	e.heard = append(e.heard, message{from, text})
}

// listen asks for everything that can be asked for.
func (e *ear) listen() {
	e.p.t.Helper()
	e.p.until("the page has the newest picture", func() bool { // which a socket brings a little later
		newest := string(e.p.app.Studio().Feed("pgm").Latest().Bytes)
		if newest != e.newest && !strings.Contains(e.last, newest) && !strings.Contains(e.page.String(), newest) {
			return false
		}
		e.newest = newest
		return true
	})
	e.last = e.page.take()
	e.hear("the socket of the page", e.last)
	e.hear("the socket of a box", e.keys.take())
	e.p.everyFeed(e.folder, e.hear, "pgm")
	e.hear("the page", e.p.handset().page("/gfx/pgm").body)
	for _, path := range []string{"/ctl/status?out=pgm&k=", "/ctl/buttons.json?out=pgm&k="} {
		e.hear(path, e.box.send("GET", path+e.box.token, "").body)
	}
}

// show puts every scene on program, about each of some cues, in the first steps, and keeps the picture.
func (e *ear) show(steps int, about ...onair.Cue) {
	e.p.t.Helper()
	for _, kind := range onair.Kinds() {
		for _, cue := range about {
			cue.Scene = kind.Scene
			for cue.Step = 0; cue.Step < steps; cue.Step++ {
				if _, err := e.p.app.Studio().Do(onair.PutCue{Act: e.d.act(), On: []onair.Name{"pgm"}, Cue: cue}); err != nil {
					break // what is refused is not sent
				}
				e.picture(fmt.Sprintf("%+v", cue))
			}
		}
	}
}

// eachResult puts on program what can be of a unit that takes a result by its name, each under each of its names.
func (e *ear) eachResult(cue onair.Cue) {
	e.p.t.Helper()
	for _, cue.List = range e.resultNames() {
		for _, cue.Scene = range []onair.Scene{onair.SceneVerdict, onair.SceneVersus, onair.SceneDims, onair.ScenePledge, onair.SceneTen} {
			for _, cue.Step = range []int{0, 3} {
				if _, err := e.p.app.Studio().Do(onair.PutCue{Act: e.d.act(), On: []onair.Name{"pgm"}, Cue: cue}); err != nil {
					continue // the next step may be one that is not refused
				}
				e.picture(fmt.Sprintf("%+v", cue))
			}
		}
	}
}

// picture keeps what a page gets now.
func (e *ear) picture(of string) {
	e.hear(of, string(e.p.app.Studio().Feed("pgm").Latest().Bytes))
}

// press tries with a box what is not for it, and keeps what it is told.
func (e *ear) press(list string) {
	list = url.QueryEscape(list)
	for _, path := range []string{"preview/score-card?item=1&", "preview/reveal?list=" + list + "&", "preview/ten?list=" + list + "&", "take?", "arm/reveal?list=" + list + "&", "confirm/reveal?list=" + list + "&"} {
		e.p.later() // else it presses too often
		e.hear(path, e.box.send("GET", "/ctl/pgm/"+path+"k="+e.box.token, "").body)
	}
}

// secrets are numbers that may not be heard yet, as they are written, and as bars say them.
type secrets struct{ numbers, permille map[string]bool }

func secretsOf(all ...map[string][]string) secrets {
	s := secrets{make(map[string]bool), make(map[string]bool)}
	for _, of := range all {
		for _, texts := range of {
			for _, text := range texts {
				s.numbers[text] = true
				if whole, part, broken := strings.Cut(text, "."); broken {
					hundredths, _ := strconv.Atoi(whole + (part + "0")[:2]) // of digits
					s.permille[strconv.Itoa((hundredths+5)/10)] = true
				}
			}
		}
	}
	return s
}

// in finds the first of them, by the whole numbers of a text.
func (s secrets) in(text string) (at int, is bool) {
	digit := func(r byte) bool { return r >= '0' && r <= '9' || r == '.' }
	for at := 0; at < len(text); at++ {
		if !digit(text[at]) {
			continue
		}
		end := at
		for end < len(text) && digit(text[end]) {
			end++
		}
		number := strings.Trim(text[at:end], ".")
		bar := strings.HasSuffix(strings.TrimRight(text[:at], `":>`), "permille")
		if s.numbers[number] || bar && s.permille[number] {
			return at, true
		}
		at = end
	}
	return 0, false
}

// turnout is how many have voted, as a box is told: it is for everybody, and while votes come in 4 of 12 may be what a share comes to.
var turnout = regexp.MustCompile(`"turnout_pct":"[0-9.]*",?`)

// search looks for numbers, for names, and for units in the order of their places, and forgets what it has searched.
func (e *ear) search(when string, hidden secrets, names map[string]bool, orders ...[]string) {
	e.p.t.Helper()
	if len(e.heard) == 0 {
		e.p.t.Fatalf("%s: nothing was heard", when)
	}
	for _, m := range e.heard {
		text := turnout.ReplaceAllString(m.text, "")
		if at, is := hidden.in(text); is {
			e.p.t.Errorf("%s, %s: a number that is not released: …%s…", when, m.from, text[max(0, at-200):min(len(text), at+10)])
		}
		for name, waits := range names {
			if at := strings.Index(m.text, name); at >= 0 && waits && !strings.Contains(m.from, "buttons") { // keys are listed as the rundown is
				e.p.t.Errorf("%s, %s: %s is named before its turn: …%s…", when, m.from, name, m.text[max(0, at-200):at])
			}
		}
		if slices.ContainsFunc(orders, func(order []string) bool { return ordered(m.text, order) }) {
			e.p.t.Errorf("%s, %s: the units stand in the order of their places: %s", when, m.from, m.text)
		}
	}
	e.heard = nil
}

// places finds who has told a place or a count of anybody.
func (e *ear) places() (from string, told bool) {
	place := regexp.MustCompile(`\b(rank|rank_in_class|count|grade_[0-9]+_count)\b"?[:>]"?[1-9]`)
	for _, m := range e.heard {
		if place.MatchString(m.text) {
			return m.from + ": " + place.FindString(m.text), true
		}
	}
	return "", false
}

// ticked are the lists of a ballot on which units are chosen.
func (e *ear) ticked() (lists []string) {
	e.p.t.Helper()
	if err := e.p.live().Look(func(s *voting.State) {
		for _, list := range s.Session.Rulebook.Lists {
			lists = append(lists, list.Label)
		}
	}); err != nil {
		e.p.t.Fatal(err)
	}
	return lists
}

// resultNames are the results of the rulebook, each by its name and by that of its table.
func (e *ear) resultNames() (names []string) {
	e.p.t.Helper()
	if err := e.p.live().Look(func(s *voting.State) {
		for _, result := range s.Session.Rulebook.Results() {
			names = append(names, result, s.Session.Rulebook.ResultTable(result))
		}
	}); err != nil {
		e.p.t.Fatal(err)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// ordered reports whether a text names all units in the order of a ranking, from the first or from the last.
func ordered(text string, ranking []string) bool {
	var at []int
	for _, name := range ranking {
		at = append(at, strings.Index(text, name))
	}
	if slices.Contains(at, -1) || len(at) < 3 {
		return false
	}
	up := slices.IsSorted(at)
	slices.Reverse(at)
	return up || slices.IsSorted(at)
}

// rankings are what can be given out place by place.
func (e *ear) rankings() (all []display.RankingName) {
	e.p.t.Helper()
	if err := e.p.live().Look(func(s *voting.State) { all = display.Rankings(&s.Session, "zh-CN") }); err != nil {
		e.p.t.Fatal(err)
	}
	return all
}

// staged is who is on stage, if anybody is.
func (e *ear) staged() (name string) {
	e.p.t.Helper()
	if err := e.p.live().Look(func(s *voting.State) {
		if item := s.Staged(); item != nil && !item.Whole() {
			name = s.Unit(item.Unit).Name
		}
	}); err != nil {
		e.p.t.Fatal(err)
	}
	return name
}

// approve is the word of the scrutineer, of a list also about its names.
func (e *ear) approve(list string) {
	e.p.t.Helper()
	e.says("approve", list)
	if slices.ContainsFunc(e.rankings(), func(r display.RankingName) bool { return r.List == list && r.Scene == onair.SceneTen }) {
		e.says("check", list)
	}
}

// says is an act of the scrutineer about a ranking as it is sealed now.
func (e *ear) says(act, list string) {
	e.p.t.Helper()
	sealed := e.sealed()
	e.li.mustControl(fmt.Sprintf(`{"act":%q,"session":%q,"list":%q,"version":%d,"checkpoint":%q}`, act, e.p.session, list, sealed.Version, sealed.Checkpoint))
}

// sealed is what a scrutineer gives his word about.
func (e *ear) sealed() (sealed onair.Binding) {
	e.p.t.Helper()
	if err := e.p.live().Look(func(s *voting.State) { sealed, _ = display.BindingOf(s) }); err != nil {
		e.p.t.Fatal(err)
	}
	return sealed
}

// arm arms the next place, and says under which number.
func (e *ear) arm(list string) (arm uint64) {
	e.p.t.Helper()
	return e.answered(fmt.Sprintf(`{"act":"arm","within":600,"action":{"kind":"reveal","session":%q,"list":%q,"keep":true}}`, e.p.session, list))
}

// proceed gives out the place that is armed; the next one is armed then.
func (e *ear) proceed(arm uint64) (next uint64) {
	e.p.t.Helper()
	e.p.clock.move(onair.Suspense * time.Millisecond)
	return e.answered(fmt.Sprintf(`{"act":"go","arm":%d}`, arm))
}

func (e *ear) answered(act string) (revision uint64) {
	e.p.t.Helper()
	got := e.p.desk.control(act)
	var answer studio.Answer
	if got.json(e.p.t, &answer); got.status != http.StatusOK {
		e.p.t.Fatalf("%s: %s", act, got.body)
	}
	return answer.Revision
}
