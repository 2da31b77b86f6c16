package studio

import (
	"slices"
	"testing"
	"time"

	"pingyi/onair"
)

func TestOutputStandsAsItsPagesAreSeen(t *testing.T) {
	now := time.Unix(1000, 0)
	good := Shown{Rev: 7, Visible: true, Playing: true}
	page := func(host string, said Shown, heard time.Time) Page {
		return Page{Output: "pgm", Host: host, Since: now.Add(-time.Hour), Heard: heard, Shown: said}
	}
	with := func(change func(*Shown)) Page {
		said := good
		change(&said)
		return page("obs", said, now)
	}
	unplayed, hidden := with(func(s *Shown) { s.Playing = false }), with(func(s *Shown) { s.Visible = false })
	behind := with(func(s *Shown) { s.Rev = 6 })
	fresh := Page{Output: "pgm", Host: "obs", Since: now}
	air := onair.View{Output: onair.Output{Name: "pgm", Class: onair.Public}, Revision: 7}
	panicked, preview := air, air
	panicked.Panic, preview.Output.Class = true, onair.Preview
	for name, c := range map[string]struct {
		view  onair.View
		pages []Page
		want  Standing
	}{
		"nobody":                     {air, nil, StandsNobody},
		"another output's":           {air, []Page{{Output: "hall", Since: now}}, StandsNobody},
		"shown":                      {air, []Page{page("obs", good, now)}, StandsShown},
		"just connected":             {air, []Page{fresh}, StandsBehind},
		"a host that did not play":   {air, []Page{unplayed}, StandsUnplayed},
		"a hidden source":            {air, []Page{hidden}, StandsHidden},
		"behind":                     {air, []Page{behind}, StandsBehind},
		"silent":                     {air, []Page{page("obs", good, now.Add(-6*time.Second))}, StandsSilent},
		"without a line":             {air, []Page{with(func(s *Shown) { s.Stale = true })}, StandsSilent},
		"one of two is hidden":       {air, []Page{page("obs", good, now), hidden}, StandsHidden},
		"unplayed is worse":          {air, []Page{behind, unplayed, hidden}, StandsUnplayed},
		"a desk's frame of program":  {air, []Page{page(hostDesk, good, now)}, StandsNobody},
		"a desk's frame of preview":  {preview, []Page{page(hostDesk, good, now)}, StandsShown},
		"panic with nothing painted": {panicked, []Page{unplayed, hidden}, StandsShown},
		"panic not heard":            {panicked, []Page{behind}, StandsBehind},
		"a strap that never comes":   {air, []Page{with(func(s *Shown) { s.Waits = []uint64{7} })}, StandsBehind},
	} {
		if got, _ := stands(c.view, owed{by: now}, c.pages, now); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got, _ := stands(air, owed{by: now.Add(time.Millisecond)}, []Page{behind}, now); got != StandsWaits {
		t.Errorf("while there is time: %s", got)
	}
}

// TestWhatWaitsIsToldApart: a strap that waits for the one before keeps nobody from knowing that all else is on.
func TestWhatWaitsIsToldApart(t *testing.T) {
	now := time.Unix(1000, 0)
	o := owed{by: now.Add(time.Second)}
	view := onair.View{Output: onair.Output{Name: "pgm", Class: onair.Public}, Revision: 7}
	page := func(rev uint64, waits ...uint64) Page {
		return Page{Output: "pgm", Host: "obs", Since: now, Heard: now, Shown: Shown{Rev: rev, Visible: true, Playing: true, Waits: waits}}
	}
	other := page(7, 3)
	other.Output = "hall"
	for name, c := range map[string]struct {
		pages []Page
		word  Standing
		want  []uint64
	}{
		"nothing waits":           {[]Page{page(7)}, StandsShown, nil},
		"a strap":                 {[]Page{page(7, 6)}, StandsWaits, []uint64{6}},
		"on two pages":            {[]Page{page(7, 6), page(7, 6), page(7)}, StandsWaits, []uint64{6}},
		"beside one that is late": {[]Page{page(7, 6), page(6)}, StandsWaits, nil},
		"on another output":       {[]Page{page(7), other}, StandsShown, nil},
	} {
		word, _ := stands(view, o, c.pages, now)
		if got := holding(view, o, c.pages, now); word != c.word || !slices.Equal(got, c.want) {
			t.Errorf("%s: %s, %v waits, want %s, %v", name, word, got, c.word, c.want)
		}
	}
}

// TestWhatComesAtAMomentIsToldBesideWhatIsShown: pages have its picture long before. Until its moment an output is shown where all else
// is, and from then on where a page has spoken since, with the delay of the output.
func TestWhatComesAtAMomentIsToldBesideWhatIsShown(t *testing.T) {
	moment := time.Unix(1000, 0)
	view := onair.View{
		Output: onair.Output{Name: "pgm", Class: onair.Public, Delay: 50, Rate: 50}, Revision: 7,
		Layers: map[onair.Layer]onair.Shown{onair.LayerBug: {Take: 3, At: 500_000}, onair.LayerLower: {Take: 7, At: moment.UnixMilli()}},
	}
	for name, c := range map[string]struct {
		now, heard time.Duration // after the moment
		rev        uint64
		word       Standing
		want       []uint64
	}{
		"before":                         {-3 * time.Second, -4 * time.Second, 7, StandsShown, []uint64{7}},
		"before, and it knows nothing":   {-8 * time.Second, -9 * time.Second, 6, StandsWaits, nil},
		"before, and it is stuck":        {-3 * time.Second, -4 * time.Second, 6, StandsBehind, nil},
		"then":                           {0, -time.Second, 7, StandsShown, []uint64{7}},
		"within the delay":               {900 * time.Millisecond, 800 * time.Millisecond, 7, StandsShown, []uint64{7}},
		"stuck within the delay":         {900 * time.Millisecond, 800 * time.Millisecond, 6, StandsBehind, nil},
		"painted":                        {1200 * time.Millisecond, 1100 * time.Millisecond, 7, StandsShown, nil},
		"it says nothing, and has time":  {1900 * time.Millisecond, 900 * time.Millisecond, 7, StandsWaits, []uint64{7}},
		"it has had its time to say so":  {2100 * time.Millisecond, 900 * time.Millisecond, 7, StandsBehind, []uint64{7}},
		"long after, and it knows still": {time.Hour, time.Hour - time.Second, 7, StandsShown, nil},
	} {
		now, view := moment.Add(c.now), view
		view.At = now.UnixMilli()
		o := owed{by: moment.Add(-7 * time.Second)}
		o.wait(view, nil)
		pages := []Page{{Output: "pgm", Host: "obs", Since: moment.Add(-time.Hour), Heard: moment.Add(c.heard), Shown: Shown{Rev: c.rev, Visible: true, Playing: true}}}
		word, _ := stands(view, o, pages, now)
		if got := holding(view, o, pages, now); word != c.word || !slices.Equal(got, c.want) {
			t.Errorf("%s: %s, %v waits, want %s, %v", name, word, got, c.word, c.want)
		}
	}
}

// TestAGroupIsOwedByWhatShowsItsRanking and by nothing else.
func TestAGroupIsOwedByWhatShowsItsRanking(t *testing.T) {
	moment := time.Unix(1000, 0)
	due := onair.Release{Session: "s", List: "best", Groups: 1, Due: moment.UnixMilli(), Act: 8}
	shows := func(cue onair.Cue) map[onair.Layer]onair.Shown {
		return map[onair.Layer]onair.Shown{onair.LayerFull: {Cue: cue, Take: 7}}
	}
	best := shows(onair.Cue{Scene: onair.SceneTen, List: "best"})
	for name, c := range map[string]struct {
		view         onair.View
		before, then Standing
		want         []uint64
	}{
		"the ranking":                     {onair.View{Session: "s", Layers: best}, StandsShown, StandsBehind, []uint64{8}},
		"another one":                     {onair.View{Session: "s", Layers: shows(onair.Cue{Scene: onair.SceneTen, List: "worst"})}, StandsShown, StandsShown, nil},
		"a crawl":                         {onair.View{Session: "s", Layers: shows(onair.Cue{Scene: onair.SceneCrawl})}, StandsShown, StandsShown, nil},
		"that of another session":         {onair.View{Session: "other", Layers: best}, StandsShown, StandsShown, nil},
		"on an output that is held":       {onair.View{Session: "s", Frozen: 12, Layers: best}, StandsShown, StandsShown, nil},
		"in a picture that is to leave":   {onair.View{Session: "s", Leaving: map[onair.Layer]onair.Leaving{onair.LayerFull: {Shown: best[onair.LayerFull], Until: moment.UnixMilli() + 60_000, Off: moment.UnixMilli() + 60_000}}}, StandsShown, StandsBehind, []uint64{8}},
		"in a picture that leaves before": {onair.View{Session: "s", Leaving: map[onair.Layer]onair.Leaving{onair.LayerFull: {Shown: best[onair.LayerFull], Until: moment.UnixMilli() - 500, Off: moment.UnixMilli() - 720}}}, StandsShown, StandsShown, nil},
	} {
		view := c.view
		view.Output, view.Revision = onair.Output{Name: "pgm", Class: onair.Public}, 8
		pages := []Page{{Output: "pgm", Host: "obs", Since: moment.Add(-time.Hour), Heard: moment.Add(-time.Second), Shown: Shown{Rev: 8, Visible: true, Playing: true}}}
		at := func(after time.Duration) (Standing, []uint64) {
			var o owed
			view.At = moment.Add(after).UnixMilli()
			o.wait(view, []onair.Release{due})
			word, _ := stands(view, o, pages, moment.Add(after))
			return word, holding(view, o, pages, moment.Add(after))
		}
		before, waits := at(-100 * time.Millisecond)
		then, _ := at(2 * time.Second)
		if before != c.before || then != c.then || !slices.Equal(waits, c.want) {
			t.Errorf("%s: %s with %v to come, and then %s; want %s, %v, %s", name, before, waits, then, c.before, c.want, c.then)
		}
	}
}

// TestEachSceneIsPaintedBySomePage: a host that loads a page for each scene shows all that was taken, or the
// output is not shown; those of its pages that are for something else may wait for their play.
func TestEachSceneIsPaintedBySomePage(t *testing.T) {
	now := time.Unix(1000, 0)
	page := func(only onair.Scene, how ...func(*Page)) Page {
		p := Page{Output: "pgm", Host: "ograf", Since: now, Heard: now, Shown: Shown{Rev: 7, Visible: true, Playing: true, Only: only}}
		for _, change := range how {
			change(&p)
		}
		return p
	}
	unplayed, hidden := func(p *Page) { p.Playing = false }, func(p *Page) { p.Visible = false }
	silent, desk := func(p *Page) { p.Heard = now.Add(-time.Minute) }, func(p *Page) { p.Host = hostDesk }
	air := onair.View{Output: onair.Output{Name: "pgm", Class: onair.Public}, Revision: 7}
	panicked := air
	panicked.Panic = true
	score, bug := onair.SceneScore, onair.SceneBug
	both := []onair.Scene{score, bug}
	for name, c := range map[string]struct {
		view    onair.View
		on      []onair.Scene
		pages   []Page
		want    Standing
		missing []onair.Scene
	}{
		"the one scene that is on":            {air, both[:1], []Page{page(score)}, StandsShown, nil},
		"a page for each":                     {air, both, []Page{page(score), page(bug)}, StandsShown, nil},
		"a page for one of two":               {air, both, []Page{page(bug)}, StandsUnpainted, both[:1]},
		"a page for another":                  {air, both, []Page{page(onair.SceneTen)}, StandsUnpainted, both},
		"one for all beside it":               {air, both, []Page{page(bug), page("")}, StandsShown, nil},
		"a desk's frame beside it":            {air, both, []Page{page(bug), page("", desk)}, StandsUnpainted, both[:1]},
		"others wait for their play":          {air, both, []Page{page(score), page(bug), page(onair.SceneTen, unplayed), page(onair.SceneStrap, hidden)}, StandsShown, nil},
		"another copy waits":                  {air, both, []Page{page(""), page(bug, unplayed)}, StandsShown, nil},
		"the one that is wanted waits":        {air, both, []Page{page(bug), page(score, unplayed)}, StandsUnplayed, nil},
		"the one that is wanted is hidden":    {air, both, []Page{page(bug), page(score, hidden)}, StandsHidden, nil},
		"the one that is wanted says nothing": {air, both, []Page{page(bug), page(score, silent)}, StandsSilent, nil},
		"nothing is on":                       {air, nil, []Page{page(bug, unplayed)}, StandsShown, nil},
		"a scene on two layers":               {air, []onair.Scene{score, score}, []Page{page(bug)}, StandsUnpainted, both[:1]},
		"panic":                               {panicked, nil, []Page{page(bug)}, StandsShown, nil},
	} {
		got, missing := stands(c.view, owed{by: now, scenes: c.on}, c.pages, now)
		if got != c.want || !slices.Equal(missing, c.missing) {
			t.Errorf("%s: %s without %v, want %s without %v", name, got, missing, c.want, c.missing)
		}
	}
}

// TestDelayIsTimeToAnswer: what an output shows five seconds later is not late for that, but panic is.
func TestDelayIsTimeToAnswer(t *testing.T) {
	now := time.Unix(1000, 0)
	s := &Studio{state: onair.NewState(), health: newHealth(time.Now), outlets: map[onair.Name]*outlet{"pgm": {turned: now}}}
	view := onair.View{Output: onair.Output{Name: "pgm", Rate: 50, Delay: 250}}
	if got := s.owedOf(view).by.Sub(now); got != 6*time.Second {
		t.Errorf("with a delay of five seconds it is due after %s", got)
	}
	view.Layers = map[onair.Layer]onair.Shown{onair.LayerLower: {Cue: onair.Cue{Scene: onair.SceneStrap}}}
	if got := s.owedOf(view).by.Sub(now); got != 6700*time.Millisecond {
		t.Errorf("a strap, which waits for the one before, is due after %s", got)
	}
	view.Panic = true
	if got := s.owedOf(view).by.Sub(now); got != time.Second {
		t.Errorf("panic is due after %s", got)
	}
}
