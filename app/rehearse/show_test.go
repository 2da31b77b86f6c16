package rehearse_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"pingyi/app/rehearse"
)

// demonstration is a hall of a small town in front of which a test stands.
type demonstration struct {
	t       *testing.T
	town    *town
	base    string
	hall    *rehearse.Desk // leads the rundown
	person  *rehearse.Desk // the test, at the same desk
	crowd   *rehearse.Crowd
	spare   []rehearse.Card
	lines   *bytes.Buffer // to be read when the evening is over
	verdict rehearse.Verdict
}

// gather makes a town whose cards are dealt and whose last representatives stay
// away, so that cards are left for guests.
func gather(t *testing.T, show rehearse.Show) *demonstration {
	t.Helper()
	d := &demonstration{t: t, town: newTown(5), lines: &bytes.Buffer{}}
	d.hall, d.base = startServer(t)
	d.town.stayAway(3)
	scenario, err := rehearse.Load("town", d.town.files, "")
	if err != nil {
		t.Fatal(err)
	}
	show.Lines, show.Bars, show.Spare = d.lines, io.Discard, 2
	if d.crowd, d.spare, err = rehearse.Gather(d.hall, d.base, scenario, show); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.crowd.Hang)
	if d.person, err = rehearse.LogIn(d.base, "test", testPassword); err != nil {
		t.Fatal(err)
	}
	d.person.Use(d.hall.Session())
	return d
}

// play runs the evening; meanwhile somebody else does what meddle says.
func (d *demonstration) play(meddle func()) {
	d.t.Helper()
	ended := make(chan error, 1)
	go func() {
		err := d.crowd.Arrive(d.t.Context())
		if err == nil {
			err = d.crowd.Perform(d.t.Context())
		}
		ended <- err
	}()
	meddle()
	if err := <-ended; err != nil {
		d.t.Fatal(err)
	}
	var err error
	if d.verdict, err = d.crowd.Judge(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
	for _, fault := range d.verdict.Faults {
		d.t.Errorf("a fault was found: %s", fault)
	}
}

// said is everything the verdict says.
func (d *demonstration) said() string {
	var out bytes.Buffer
	d.verdict.Print(&out, "en")
	return out.String()
}

// deskPicture is what these tests read of the desk's frame.
type deskPicture struct {
	Item *struct {
		ID, Ballots int
		Phase       string
	}
}

// until waits for a moment of the evening.
func (d *demonstration) until(what string, holds func(p deskPicture) bool) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), 20*time.Second)
	defer cancel()
	for {
		var p deskPicture
		if err := d.person.State(&p); err == nil && holds(p) {
			return
		}
		select {
		case <-ctx.Done():
			d.t.Fatalf("waited in vain until %s", what)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (d *demonstration) act(a rehearse.Act) {
	d.t.Helper()
	if _, err := d.person.Do(a); err != nil {
		d.t.Error(err)
	}
}

func TestDemonstrationEndsAtTheExpectedResult(t *testing.T) {
	t.Parallel()
	d := gather(t, rehearse.Show{Voting: 200 * time.Millisecond, Seed: 1})
	d.play(func() {})
	n := len(d.town.units)
	if d.verdict.Equal != n || d.verdict.Units != n || len(d.verdict.Lines) > 0 || !strings.Contains(d.said(), "units that equal the expected result") {
		t.Errorf("%d of %d units are as expected:\n%s", d.verdict.Equal, n, d.said())
	}
	var p struct{ Phase, Scene string }
	if err := d.person.State(&p); err != nil || p.Phase != "running" || p.Scene != "board" {
		t.Errorf("after the last item the session is %q with scene %q, %v; want running with the board on air", p.Phase, p.Scene, err)
	}
}

// The first items of a rundown are ranked among each other.
func TestDemonstrationOfTheFirstItemsIsComparedWithTheirs(t *testing.T) {
	t.Parallel()
	d := gather(t, rehearse.Show{Voting: 200 * time.Millisecond, Seed: 2, Items: 2})
	d.play(func() {})
	if d.verdict.Equal != 2 || d.verdict.Units != 2 {
		t.Errorf("%d of %d units are as expected:\n%s", d.verdict.Equal, d.verdict.Units, d.said())
	}
}

// guest takes one of the cards that were left and votes on an item as soon as it opens.
func (d *demonstration) guest(item int, mark string) {
	d.t.Helper()
	phone, err := rehearse.NewPhone(d.base)
	if err == nil {
		err = phone.Redeem(d.spare[0].Token, false)
	}
	if err != nil {
		d.t.Fatal(err)
	}
	d.until("the item is open", func(p deskPicture) bool { return p.Item != nil && p.Item.ID == item && p.Item.Phase == "open" })
	b := rehearse.Ballot{Item: item, Run: 1, Unit: d.town.units[item-1], Marks: mark}
	_, _ = rand.Read(b.ID[:])
	if _, err := phone.Insist(d.t.Context(), b); err != nil {
		d.t.Fatal(err)
	}
}

func TestGuestWhoVotesIsTheReasonForAnotherResult(t *testing.T) {
	t.Parallel()
	d := gather(t, rehearse.Show{Voting: 500 * time.Millisecond, Seed: 3, Items: 2})
	d.play(func() { d.guest(1, "2") })
	said := d.said()
	if d.verdict.Equal >= 2 || !strings.Contains(said, d.town.units[0]) || !strings.Contains(said, "ballots of guests: "+d.spare[0].Category+" 差 +1") {
		t.Errorf("one guest voted 差 on the first item, the verdict says:\n%s", said)
	}
}

func TestItemThatTheDeskClosesEarlyIsNamed(t *testing.T) {
	t.Parallel()
	d := gather(t, rehearse.Show{Voting: 2 * time.Second, Seed: 4, Items: 1})
	d.play(func() {
		d.until("some have voted", func(p deskPicture) bool { return p.Item != nil && p.Item.Phase == "open" && p.Item.Ballots > 0 })
		d.act(rehearse.Act{Act: "close", Item: 1})
	})
	if said := d.said(); d.verdict.Equal != 0 || !strings.Contains(said, "closed at the desk; still to vote: ") {
		t.Errorf("the desk closed an item early, the verdict says:\n%s", said)
	}
}

func TestItemThatIsSetAsideOnStageIsHeldAgain(t *testing.T) {
	t.Parallel()
	d := gather(t, rehearse.Show{Voting: 500 * time.Millisecond, Seed: 5, Items: 1})
	d.play(func() {
		d.until("some have voted", func(p deskPicture) bool { return p.Item != nil && p.Item.Phase == "open" && p.Item.Ballots > 0 })
		d.act(rehearse.Act{Act: "void", Item: 1, Reason: "演练"})
	})
	if d.verdict.Equal != 1 || !strings.Contains(d.lines.String(), "set aside at the desk") {
		t.Errorf("the first run was set aside; %s%s", d.lines, d.said())
	}
}

func TestItemThatIsSetAsideLaterIsMissing(t *testing.T) {
	t.Parallel()
	d := gather(t, rehearse.Show{Voting: 200 * time.Millisecond, Seed: 6, Items: 2})
	d.play(func() {
		d.until("the second item is open", func(p deskPicture) bool { return p.Item != nil && p.Item.ID == 2 && p.Item.Phase == "open" })
		d.act(rehearse.Act{Act: "void", Item: 1, Reason: "演练"})
	})
	if said := d.said(); d.verdict.Equal != 1 || !strings.Contains(said, d.town.units[0]) || !strings.Contains(said, "set aside at the desk and not held again") {
		t.Errorf("the first item was set aside, the verdict says:\n%s", said)
	}
}

// What nobody had a hand in is a fault, however small: here the expectation is.
func TestDifferenceWithoutAReasonIsAFault(t *testing.T) {
	t.Parallel()
	d := gather(t, rehearse.Show{Voting: 200 * time.Millisecond, Seed: 7, Items: 1})
	want, err := rehearse.ParseResults(d.town.files["expected.json"].Data)
	if err != nil {
		t.Fatal(err)
	}
	want.Units[0].Score = "1.00"
	d.town.files["expected.json"].Data = encode(t, want)
	scenario, err := rehearse.Load("town", d.town.files, "")
	if err != nil {
		t.Fatal(err)
	}
	crowd, _, err := rehearse.Gather(d.hall, d.base, scenario, rehearse.Show{Voting: 200 * time.Millisecond, Items: 1, Lines: io.Discard, Bars: io.Discard})
	if err == nil {
		t.Cleanup(crowd.Hang)
		err = errors.Join(crowd.Arrive(t.Context()), crowd.Perform(t.Context()))
	}
	if err != nil {
		t.Fatal(err)
	}
	verdict, err := crowd.Judge(t.Context())
	if err != nil || len(verdict.Faults) != 1 || !strings.Contains(verdict.Faults[0], d.town.units[0]) {
		t.Errorf("a score that nobody can explain gives %+v, %v", verdict, err)
	}
}
