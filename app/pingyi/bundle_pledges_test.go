package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"pingyi/app/bundle"
	"pingyi/data"
	"pingyi/voting"
)

// TestBundleOfPledgesIsCountedAgain: of an evening by a rulebook of steps, on which
// every unit answers for its own pledges, the bundle holds every pledge, and both
// recounts work it out in ways of their own.
func TestBundleOfPledgesIsCountedAgain(t *testing.T) {
	t.Parallel()
	log := pledgesLog(t)
	for _, kind := range []string{scrutineers, publics} {
		folder := bundled(t, kind, log)
		status, out, problems := say(t, "", "verify", "-lang", "en", folder)
		if status != 0 || !strings.Contains(out, "ok      figures: criterion score, rank, score") || strings.Contains(out, "engine") {
			t.Errorf("%s: status %d:\n%s%s", kind, status, out, problems)
		}
		if status, out := python(t, folder); status != 0 || !strings.Contains(out, "2 units: 0 differences") {
			t.Errorf("%s: the script ends with %d:\n%s", kind, status, out)
		}
	}
}

// pledgesLog is an evening by a rulebook of steps with two units, the first of which
// made two pledges.
func pledgesLog(t *testing.T) string {
	t.Helper()
	rb, err := voting.ParseRulebook([]byte(`{"rulebook":2,"title":"承诺 <&>","secrecy":"secret","reveal":"revealed",
"ballot":{"sheet":"one unit","criteria":"of the unit","grades":[{"label":"兑现","points":100.0},{"label":"未兑现","points":0},{"label":"不了解","in_base":false}]},
"categories":[{"label":"企业","weight":1}],
"steps":[{"name":"类内平均","do":"mean","of":"marks"},{"name":"各项得分","do":"weighted mean","of":"类内平均","over":"category","missing":"renormalise","round":{"places":2,"mode":"half up"}},
{"name":"得分","do":"mean","of":"各项得分","over":"criterion","missing":"renormalise","round":{"places":2,"mode":"half up"}},
{"name":"名次","do":"rank","of":"得分","inside":"all","style":"1224","first":"high"}],
"result":{"score":"得分","criterion score":"各项得分","rank":"名次"}}`))
	if err != nil {
		t.Fatal(err)
	}
	units := []voting.Unit{
		{ID: "A", Name: "甲局", Criteria: []voting.Criterion{{ID: "A-1", Label: "公示", Group: "上年"}, {ID: "A-2", Label: "延时"}}},
		{ID: "B", Name: "乙局", Criteria: []voting.Criterion{{ID: "B-1", Label: "告知"}}},
	}
	d := &drawn{}
	d.add(&voting.SessionCreated{Session: voting.Session{
		ID: "drawn", Title: "评议", Rehearsal: true, Rulebook: rb, Units: units, Rundown: voting.RundownOf(rb, units), Roster: []voting.Representative{{ID: "R1"}},
	}}, &voting.CardsIssued{Cards: []voting.Card{{ID: voting.CardID{1}}, {ID: voting.CardID{2}}}}, &voting.SessionPublished{RulebookHash: rb.Hash()},
		&voting.CardRedeemed{Card: voting.CardID{1}}, &voting.CardRedeemed{Card: voting.CardID{2}})
	for i, marks := range [][]string{{"\x00\x01", "\x00\xff"}, {"\x02", "\x01"}} {
		id := voting.ItemID(i + 1)
		d.add(&voting.ItemStaged{Item: id, Run: 1}, &voting.ItemOpened{Item: id, Run: 1, Deadline: 60})
		for n, m := range marks {
			d.add(&voting.BallotCast{Item: id, Run: 1, Tag: voting.Tag{byte(n + 1)}, At: 1790000000, Marks: voting.Marks(m)})
		}
		d.add(&voting.ItemClosed{Item: id}, &voting.ItemSealed{Item: id}, &voting.ItemConfirmed{Item: id}, &voting.ItemRevealed{Item: id})
	}
	d.add(&voting.SessionClosed{})
	return logOf(t, d.events)
}

// TestForgedPledgesAreFoundByBothRecounts forges what a public would not see at a
// glance; sums, hashes and readable forms are in order each time.
func TestForgedPledgesAreFoundByBothRecounts(t *testing.T) {
	t.Parallel()
	honest := bundled(t, scrutineers, pledgesLog(t))
	for _, f := range []forgery{
		{"the score of a pledge", scrutineers, false, replace("result.json", `"score": "100.00"`, `"score": "99.00"`), `DIFFERS A "A-1" score`},
		{"the count of a pledge", scrutineers, false, replace("result.json", "       2,\n       0,\n       0", "       1,\n       1,\n       0"), `DIFFERS A "A-1 · `},
		{"another pledge", scrutineers, false, replace("result.json", `"A-2"`, `"A-3"`), "DIFFERS A"},
		{"two units swapped", scrutineers, false, func(t *testing.T, folder string) {
			for _, names := range [][2]string{{`"unit": "A"`, `"unit": "X"`}, {`"unit": "B"`, `"unit": "A"`}, {`"unit": "X"`, `"unit": "B"`}} {
				swap(t, folder, "result.json", names[0], names[1])
			}
		}, "DIFFERS"},
		{"units swapped in the rundown", scrutineers, false, func(t *testing.T, folder string) {
			for _, names := range [][2]string{{`"unit": "A"`, `"unit": "X"`}, {`"unit": "B"`, `"unit": "A"`}, {`"unit": "X"`, `"unit": "B"`}} {
				swap(t, folder, "session.json", names[0], names[1])
			}
		}, "session.json is not what the first record says"},
		{"a mark of a ballot, and all that hangs on it", scrutineers, false, func(t *testing.T, folder string) {
			lines(t, folder, onFirst("ballot-cast", func(l *bundle.Line) bool {
				remark(t, l, func(b *voting.BallotCast) { b.Marks = "\x01\x01" })
				return true
			}))
			reroot(t, folder)
		}, "checkpoint of item 1 does not agree"},
		{"a ballot after the close, under no signature", scrutineers, false, func(t *testing.T, folder string) {
			first := line(t, folder, "ballot-cast")
			lines(t, folder, onLast(t, folder, "item-revealed", func(l *bundle.Line) bool {
				l.Kind, l.Record, l.Event, l.Hash = first.Kind, first.Record, first.Event, first.Hash
				return true
			}))
			reroot(t, folder)
		}, "a ballot, and no item is open"},
	} {
		t.Run(f.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "forged")
			if err := os.CopyFS(folder, os.DirFS(honest)); err != nil {
				t.Fatal(err)
			}
			f.change(t, folder)
			sums(t, folder)
			if status, out, problems := say(t, "", "verify", "-lang", "en", folder); status != 1 || !strings.Contains(out, f.want) {
				t.Errorf("status %d, want %q:\n%s%s", status, f.want, out, problems)
			}
			if status, out := python(t, folder); status != 1 || !strings.Contains(out, "DIFFERS") {
				t.Errorf("the script ends with %d:\n%s", status, out)
			}
		})
	}
}

// line is the first line of a kind.
func line(t *testing.T, folder, kind string) bundle.Line {
	t.Helper()
	var found bundle.Line
	lines(t, folder, onFirst(kind, func(l *bundle.Line) bool {
		found = *l
		return true
	}))
	return found
}

// remark puts another ballot in the place of the one on a line: bytes, hash and
// readable form are in order.
func remark(t *testing.T, l *bundle.Line, change func(*voting.BallotCast)) {
	t.Helper()
	e, err := voting.Decode(l.Record)
	if err != nil {
		t.Fatal(err)
	}
	cast := e.(*voting.BallotCast)
	before := marksText(cast.Marks)
	change(cast)
	l.Record = voting.Encode(cast, nil)
	l.Hash = data.LeafHash(l.Record).String()
	l.Event = bytes.Replace(l.Event, []byte(before), []byte(marksText(cast.Marks)), 1)
}

// marksText is the marks of a ballot as its readable form has them.
func marksText(marks voting.Marks) string {
	var all []string
	for _, mark := range []byte(marks) {
		if mark == voting.Absent {
			all = append(all, "null")
		} else {
			all = append(all, strconv.Itoa(int(mark)))
		}
	}
	return `"marks":[` + strings.Join(all, ",") + "]"
}
