package onair

import (
	"fmt"
	"strings"
	"testing"
)

// listed is the list as it is made of the log, with what was on one output.
func (r *room) listed(of Name) (runs []Run) {
	r.t.Helper()
	list := NewAsRun()
	for _, text := range r.log {
		e, err := Decode(text)
		if err == nil {
			err = list.Add(e)
		}
		if err != nil {
			r.t.Fatal(err)
		}
	}
	for _, run := range list.Runs() {
		if run.Output == of {
			runs = append(runs, run)
		}
	}
	return runs
}

// asRun tells what was on, one line each, in seconds since the evening began.
func (r *room) asRun(of Name) string {
	r.t.Helper()
	var lines []string
	for _, run := range r.listed(of) {
		line := fmt.Sprintf("%d-", (run.From-evening)/1000)
		if run.To != 0 {
			line += fmt.Sprintf("%d", (run.To-evening)/1000)
		}
		line += " " + run.What
		if run.Take != 0 {
			line += fmt.Sprintf(" step %d", run.Cue.Step)
		}
		line += fmt.Sprintf(" @%d", run.Record)
		if run.Shown != 0 {
			line += fmt.Sprintf(" shown +%dms", run.Shown-run.From)
		}
		if run.End != "" {
			line += " ended by " + run.End
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestAsRunListTellsWhatWasOnFromWhenToWhen(t *testing.T) {
	r := tuned(t)
	pgm := []Name{"pgm"}
	later := func(seconds int64, record uint64) {
		r.at += seconds * 1000
		r.house.sessions["live"] = Facts{Record: record}
	}
	later(10, 12)
	r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneBars}})
	r.must(ReportShown{Act: Act{Role: OfServer, At: r.at + 70}, Output: "pgm", Take: r.state.Revision, Seq: 12})
	later(5, 30)
	r.must(Next{Act: r.act(), On: pgm})
	later(5, 40)
	r.must(Hold{Act: r.act(), On: pgm})
	later(1, 50)
	r.must(Unhold{Act: r.act(), On: pgm})
	r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneReveal}, TakeAt: r.at + 4000})
	later(10, 60)
	r.must(approveAll(r))
	r.must(Arm{Act: r.act(), Action: revealAll, Within: 60})
	armed, _ := r.state.Armed()
	r.must(Go{Act: r.act(), Arm: armed.Number})
	later(10, 70)
	r.must(Panic{Act: r.act(), On: pgm})
	want := `0- tuned @10
10-15 live-bars step 0 @12 shown +70ms ended by stepped
15-25 live-bars step 1 @30 ended by taken
20-21 held @40 ended by unheld
25-31 reveal step 0 @50 ended by released
31-41 reveal step 1 @60 ended by panicked
41- panic @0`
	if got := r.asRun("pgm"); got != want {
		t.Errorf("the list is\n%s\nwant\n%s", got, want)
	}
	if got, want := r.asRun("hall"), "0- auto step 0 @0"; got != want {
		t.Errorf("of the hall it is\n%s\nwant\n%s", got, want)
	}
}

func TestAsRunListDoesNotTellWhatNeverCameOn(t *testing.T) {
	r := tuned(t)
	pgm := []Name{"pgm"}
	r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneBars}})
	r.must(PutCue{Act: r.act(), On: pgm, Cue: Cue{Scene: SceneBoard}, TakeAt: r.at + 30_000})
	r.at += 10_000
	r.must(Blank{Act: r.act(), On: pgm})
	want := `0-10 live-bars step 0 @10 ended by blanked
0- tuned @10`
	if got := r.asRun("pgm"); got != want {
		t.Errorf("the list is\n%s\nwant\n%s", got, want)
	}
}

func TestAsRunListTellsARevealFromItsMomentOn(t *testing.T) {
	r, _ := armed(t)
	due := r.goIn(8000)
	r.must(r.goesAt(due, due.TakeAt))
	want := `0-8 reveal step 0 @10 ended by released
0- tuned @10
8- reveal step 1 @10`
	if got := r.asRun("pgm"); got != want {
		t.Errorf("the list is\n%s\nwant\n%s", got, want)
	}
}
