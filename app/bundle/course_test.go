package bundle

import (
	"fmt"
	"strings"
	"testing"

	"pingyi/display"
	"pingyi/voting"
)

// follow takes lines as a person would write them down: "staged 1", "cast 1 a".
func follow(t *testing.T, oneVote, script string) (*Course, error) {
	t.Helper()
	c := NewCourse(voting.Rulebook{FirstOnly: oneVote == "first counts"})
	for seq, said := range strings.Split("published 0, "+script, ", ") {
		if strings.HasPrefix(script, "unpublished") && seq < 2 {
			continue
		}
		var verb, tag string
		var item voting.ItemID
		if n, _ := fmt.Sscan(said, &verb, &item, &tag); n < 2 {
			t.Fatalf("cannot read %q", said)
		}
		e, known := map[string]voting.Event{
			"published": &voting.SessionPublished{}, "staged": &voting.ItemStaged{Item: item, Run: 1}, "again": &voting.ItemStaged{Item: item, Run: 2},
			"opened": &voting.ItemOpened{Item: item}, "extended": &voting.ItemExtended{Item: item},
			"closed": &voting.ItemClosed{Item: item}, "sealed": &voting.ItemSealed{Item: item}, "confirmed": &voting.ItemConfirmed{Item: item},
			"revealed": &voting.ItemRevealed{Item: item}, "voided": &voting.ItemVoided{Item: item},
			"cast": &voting.BallotCast{Item: item, Run: 1, Tag: tagged(tag)}, "withdrawn": &voting.BallotWithdrawn{Item: item, Tag: tagged(tag)},
		}[verb]
		if !known {
			t.Fatalf("no verb %q", verb)
		}
		if err := c.Follow(Line{Seq: uint64(seq), Kind: voting.Kind(e)}, e); err != nil {
			return c, err
		}
	}
	return c, nil
}

func tagged(name string) (tag voting.Tag) {
	copy(tag[:], name)
	return tag
}

func TestItemIsClosedSealedConfirmedAndRevealedInThisOrder(t *testing.T) {
	for script, want := range map[string]string{
		"staged 1, opened 1, extended 1, cast 1 a, closed 1, sealed 1, confirmed 1, revealed 1": "",
		"staged 1, staged 2, opened 2, closed 2, sealed 2":                                      "",
		"staged 1, opened 1, cast 1 a, voided 1, again 1, opened 1":                             "",
		"staged 1, opened 1, closed 1, sealed 1, confirmed 1, revealed 1, voided 1":             "",
		"opened 1":                                                  "item-opened of item 1, which was never on stage",
		"unpublished, staged 1":                                     "item 1 goes on stage before the rules were published",
		"staged 1, opened 1, staged 2, opened 2":                    "item 2 opens while item 1 is open",
		"staged 1, closed 1":                                        "item-closed of item 1 comes after item-staged",
		"staged 1, opened 1, revealed 1":                            "item-revealed of item 1 comes after item-opened",
		"staged 1, opened 1, closed 1, confirmed 1":                 "item-confirmed of item 1 comes after item-closed",
		"staged 1, opened 1, closed 1, revealed 1":                  "item-revealed of item 1 comes after item-closed",
		"staged 1, opened 1, closed 1, sealed 1, revealed 1":        "item-revealed of item 1 comes after item-sealed",
		"staged 1, opened 1, closed 1, sealed 1, closed 1":          "item-closed of item 1 comes after item-sealed",
		"staged 1, opened 1, closed 1, sealed 1, sealed 1":          "item-sealed of item 1 comes after item-sealed",
		"staged 1, opened 1, closed 1, sealed 1, again 1":           "item 1 goes on stage again after item-sealed",
		"staged 1, cast 1 a":                                        "a ballot, and no item is open",
		"staged 1, opened 1, closed 1, cast 1 a":                    "a ballot, and no item is open",
		"staged 1, opened 1, voided 1, cast 1 a":                    "a ballot, and no item is open",
		"staged 1, opened 1, cast 2 a":                              "a ballot on run 1 of item 2 while run 1 of item 1 is open",
		"staged 1, opened 1, voided 1, again 1, opened 1, cast 1 a": "a ballot on run 1 of item 1 while run 2 of item 1 is open",
		"staged 1, opened 1, withdrawn 1 a":                         "withdraws a ballot of item 1 that is not there",
		"staged 1, voided 1":                                        "item 1 has no run to set aside",
	} {
		_, err := follow(t, "last before the close counts", script)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", script, err, want)
		}
	}
}

// The numbers are those of versions; certified is after the end of the notice, early
// before it.
func TestAResultIsConfirmedAnnouncedPostedAndCertifiedInThisOrder(t *testing.T) {
	for script, want := range map[string]string{
		"figures 1, lot 1, veto 1, lift 1, closed 0, confirmed 1, announced 1, notice 1, certified 1":                                           "",
		"closed 0, confirmed 1, corrected 2, figures 2, confirmed 2, announced 2":                                                               "",
		"closed 0, confirmed 1, announced 1, corrected 2, confirmed 2":                                                                          "",
		"closed 0, confirmed 1, announced 1, corrected 2, figures 2, abandoned 2, notice 1, corrected 3, confirmed 3, abandoned 3, certified 1": "",
		"closed 0, confirmed 1, corrected 2, abandoned 2, corrected 2":                                                                          "version 2 is opened while version 1 was not confirmed",
		"closed 0, confirmed 1, abandoned 1":                                                                                                    "version 1 is given up after result-confirmed",
		"closed 0, confirmed 1, corrected 2, abandoned 1":                                                                                       "version 1 is given up after nothing",
		"closed 0, confirmed 1, corrected 2, confirmed 2, announced 2, abandoned 2":                                                             "version 2 is given up after result-announced",
		"closed 0, confirmed 1, corrected 2, abandoned 2, figures 1":                                                                            "figures-entered of version 1 comes after result-confirmed",
		"confirmed 1":                                           "a result is confirmed before the session is closed",
		"closed 0, announced 1":                                 "result-announced of version 1 comes after nothing",
		"closed 0, confirmed 1, confirmed 1":                    "result-confirmed of version 1 comes after result-confirmed",
		"closed 0, confirmed 1, figures 1":                      "figures-entered of version 1 comes after result-confirmed",
		"closed 0, confirmed 1, announced 1, veto 1":            "unit-vetoed of version 1 comes after result-announced",
		"closed 0, confirmed 1, notice 1":                       "notice-started of version 1 comes after result-confirmed",
		"closed 0, confirmed 1, announced 1, certified 1":       "result-certified of version 1 comes after result-announced",
		"closed 0, corrected 2":                                 "version 2 is opened while version 1 was not confirmed",
		"closed 0, confirmed 1, corrected 3":                    "version 3 is opened while version 1 was not confirmed",
		"closed 0, confirmed 1, corrected 2, announced 1":       "result-announced of version 1, and version 2 is the present one",
		"closed 0, confirmed 1, announced 1, notice 1, early 1": "version 1 is certified before its notice is over",
	} {
		c := NewCourse(voting.Rulebook{})
		var err error
		for seq, said := range strings.Split(script, ", ") {
			var verb string
			var n int
			if _, scanned := fmt.Sscan(said, &verb, &n); scanned != nil {
				t.Fatal(scanned)
			}
			e := map[string]voting.Event{
				"closed": &voting.SessionClosed{}, "figures": &voting.FiguresEntered{}, "lot": &voting.DecisionEntered{}, "veto": &voting.UnitVetoed{},
				"lift": &voting.VetoLifted{}, "confirmed": &voting.ResultConfirmed{Version: n}, "announced": &voting.ResultAnnounced{Version: n},
				"notice": &voting.NoticeStarted{Version: n, Until: 9}, "certified": &voting.ResultCertified{Version: n, Stamp: voting.Stamp{At: 9}},
				"early": &voting.ResultCertified{Version: n, Stamp: voting.Stamp{At: 8}}, "corrected": &voting.ResultCorrected{Version: n},
				"abandoned": &voting.CorrectionAbandoned{Version: n},
			}[verb]
			if err = c.Follow(Line{Seq: uint64(seq), Kind: voting.Kind(e)}, e); err != nil {
				break
			}
		}
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", script, err, want)
		}
	}
}

func TestAResultIsOfTheVersionThatWasAnnouncedLast(t *testing.T) {
	c := NewCourse(voting.Rulebook{})
	for seq, e := range []voting.Event{
		&voting.SessionClosed{}, &voting.ResultConfirmed{Version: 1}, &voting.ResultAnnounced{Version: 1}, &voting.ResultCorrected{Version: 2},
		&voting.ResultConfirmed{Version: 2},
	} {
		if err := c.Follow(Line{Seq: uint64(seq), Kind: voting.Kind(e)}, e); err != nil {
			t.Fatal(err)
		}
	}
	for want, said := range map[string]display.Results{
		"":  {Version: 1, Phase: voting.VersionAnnounced},
		" ": {}, // older ones say none
		"result.json is version 1, notice; by the records it is version 1, announced":    {Version: 1, Phase: voting.VersionNotice},
		"result.json is version 2, confirmed; by the records it is version 1, announced": {Version: 2, Phase: voting.VersionConfirmed},
	} {
		if lines := strings.Join(c.Differences(said, Session{}, true), "; "); lines != strings.TrimSpace(want) {
			t.Errorf("version %d %s: %q, want %q", said.Version, said.Phase, lines, want)
		}
	}
}

func TestOneBallotOfEveryTagCounts(t *testing.T) {
	const script = "staged 1, opened 1, cast 1 a, cast 1 b, cast 1 a, cast 1 c, withdrawn 1 c, closed 1, sealed 1, confirmed 1"
	c, err := follow(t, "last before the close counts", script)
	if err != nil || c.Cast != 4 || c.Again != 1 || c.Withdrawn != 1 || len(c.items[1].tags) != 2 {
		t.Errorf("%v: %+v", err, c)
	}
	if _, err := follow(t, "first counts", script); err == nil || !strings.Contains(err.Error(), "a second ballot of the tag") {
		t.Errorf("where the first ballot counts: %v", err)
	}
}

func TestResultIsHeldAgainstTheCourse(t *testing.T) {
	session := Session{Title: "评议", Units: []voting.Unit{{ID: "A", Name: "甲"}, {ID: "B", Name: "乙"}}, Rundown: []voting.Item{{ID: 1, Unit: "A"}, {ID: 2, Unit: "B"}}}
	for want, spoil := range map[string]func(r *display.Results){
		"":                                      func(*display.Results) {},
		`is of "评议会"`:                           func(r *display.Results) { r.Title = "评议会" },
		"rehearsal true":                        func(r *display.Results) { r.Rehearsal = true },
		`A: result.json calls it "丙"`:           func(r *display.Results) { r.Units[0].Name = "丙" },
		"A: result.json has two results":        func(r *display.Results) { r.Units = append(r.Units, r.Units[0]) },
		"A: ballots 2, cards that could vote 1": func(r *display.Results) { r.Units[0].Expected = 1 },
		"A: ballots 3 in result.json, tags that voted 2":      func(r *display.Results) { r.Units[0].Ballots = 3 },
		"A: confirmed in the records true, in result.json fa": func(r *display.Results) { r.Units = nil },
		"B: in result.json, and its item was never on stage":  func(r *display.Results) { r.Units = append(r.Units, display.UnitResult{Unit: "B", Name: "乙"}) },
	} {
		c, err := follow(t, "", "staged 1, opened 1, cast 1 a, cast 1 b, closed 1, sealed 1, confirmed 1")
		if err != nil {
			t.Fatal(err)
		}
		r := display.Results{Title: "评议", Units: []display.UnitResult{{Unit: "A", Name: "甲", Ballots: 2, Expected: 3}}}
		spoil(&r)
		if lines := c.Differences(r, session, true); strings.Contains(want, " ") != (len(lines) == 1) || !strings.Contains(strings.Join(lines, "\n"), want) {
			t.Errorf("told as %q, want %q", lines, want)
		}
	}
}
