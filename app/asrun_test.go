package app

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"pingyi/onair"
	"pingyi/voting"
)

const asRunPath = "/desk/director/asrun"

// put shows words on an output.
func (d *director) put(on onair.Name, words string) {
	d.t.Helper()
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{on}, Cue: onair.Cue{Scene: onair.SceneStrap, Text: []string{words}}})
}

func TestAsRunListOfAnOutputThatHasShownNothingSaysSo(t *testing.T) {
	p := publishPlace(t, nil)
	for role, person := range p.people() {
		for lang, says := range map[string]string{"zh-CN": "这里没有这路输出的播出记录", "en": "There are no lines of this output"} {
			page := person.page(asRunPath + "?output=pgm&lang=" + lang)
			if page.status != http.StatusOK || !strings.Contains(page.body, says) || strings.Contains(page.body, "<table") {
				t.Errorf("%s in %s: %d %s", role, lang, page.status, page.body)
			}
		}
		if list := person.page(asRunPath + ".csv?output=pgm"); list.status != http.StatusOK || strings.Count(list.body, "\n") != 1 || !strings.HasPrefix(list.body, "\ufeffoutput,layer,what,") {
			t.Errorf("%s: %d %q", role, list.status, list.body)
		}
	}
}

// TestWhatWasOnASealedOutputIsReadByThoseWhoSeeIt: on the page and in the table, also where it is asked for by name.
func TestWhatWasOnASealedOutputIsReadByThoseWhoSeeIt(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("sealed", "hall")
	d.put("sealed", "only-for-li")
	d.put("hall", "for-all")
	d.must(onair.Blank{Act: d.act(), On: []onair.Name{"sealed", "hall"}})
	for role, person := range p.people() {
		in := strings.Contains(seers()["sealed"], role)
		for _, path := range []string{asRunPath, asRunPath + ".csv", asRunPath + "?output=sealed", asRunPath + ".csv?output=sealed"} {
			got := person.page(path)
			if got.status != http.StatusOK || strings.Contains(got.body, "only-for-li") != in {
				t.Errorf("%s is answered to %s with %d, want the line in it: %t\n%s", path, role, got.status, in, got.body)
			}
			if of := strings.Contains(path, "output="); strings.Contains(got.body, "for-all") == of {
				t.Errorf("%s tells %s of the hall: %t", path, role, !of)
			}
		}
	}
}

func TestAsRunListTellsOfEachLineWhatAProtocolNeeds(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall")
	d.put("hall", "=1+1")
	page := p.desk.page(asRunPath + "?lang=en").body
	wantsIn(t, "the page", page, "Strap", "=1&#43;1", p.session, "record ", "zhang", "still on", "not confirmed by any page", "0 ms", "pingyi replay -output hall -at ", asRunPath+".csv")
	wantsIn(t, "the table", p.desk.page(asRunPath+".csv").body, ",'=1+1,") // a spreadsheet does not calculate it
	wantsIn(t, "the director's desk", p.desk.page("/desk/director").body, `href="`+asRunPath+`"`)
	wantsIn(t, "the desk", p.desk.page("/desk").body, `href="`+asRunPath+`"`)
}

func TestAsRunListShowsTheNewestLinesAndOlderOnesByALink(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	for n := range 60 {
		p.clock.move(time.Second)
		d.put("hall", fmt.Sprintf("line-%02d-", n))
	}
	page := p.desk.page(asRunPath).body
	if newest, older := strings.Index(page, "line-59-"), strings.Index(page, "line-58-"); newest < 0 || older < newest || strings.Contains(page, "line-09-") {
		t.Errorf("the newest is at %d, the one before at %d:\n%s", newest, older, page)
	}
	_, link, _ := strings.Cut(page, `<p class="filter"><a href="`)
	link, _, _ = strings.Cut(link, `"`)
	page = p.desk.page(strings.ReplaceAll(link, "&amp;", "&")).body
	if !strings.Contains(page, "line-09-") || !strings.Contains(page, "line-00-") || strings.Contains(page, "line-10-") {
		t.Errorf("%s shows\n%s", link, page)
	}
	if list := p.desk.page(asRunPath + ".csv").body; strings.Count(list, "line-") != 60 {
		t.Errorf("the table is not whole:\n%s", list)
	}
}

// TestAsRunListCountsStepsAsTheDeskDoes: of what has no steps, or stands at the first, there is none to tell.
func TestAsRunListCountsStepsAsTheDeskDoes(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall")
	p.act(stage1)
	for step, words := range []map[string]string{{"zh-CN": "", "en": ""}, {"zh-CN": "第 2 步", "en": "step 2"}} {
		d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"hall"}, Cue: onair.Cue{Scene: onair.SceneBars, Item: 1, Step: step}})
		for lang, want := range words {
			_, page, _ := strings.Cut(p.desk.page(asRunPath+"?output=hall&lang="+lang).body, "<table>") // behind the words of the desk
			if want == "" && (strings.Contains(page, "步") || strings.Contains(page, "step ")) || !strings.Contains(page, want) {
				t.Errorf("at step %d the page in %s is to say %q:\n%s", step, lang, want, page)
			}
		}
	}
}

// TestAsRunListNamesTheUnits: the log of the control room has their numbers alone.
func TestAsRunListNamesTheUnits(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall")
	unit, name := "W1", "市民政局窗口"
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"hall"}, Cue: onair.Cue{Scene: onair.SceneStrap, Unit: voting.UnitID(unit)}})
	d.must(onair.PutCue{Act: d.act(), On: []onair.Name{"hall"}, Cue: onair.Cue{Scene: onair.SceneCountdown, Item: 1}})
	for lang, item := range map[string]string{"zh-CN": "项目", "en": "item"} {
		wantsIn(t, "the page", p.desk.page(asRunPath+"?lang="+lang).body, "<td data-label=", ">"+unit+" "+name+"<", ">"+item+" 1 / "+unit+" "+name+"<")
	}
	wantsIn(t, "the table", p.desk.page(asRunPath+".csv").body, ","+unit+" "+name+",", ",item 1 / "+unit+" "+name+",")
}

// TestAsRunListTellsOfACorrection: the board that stands on an output has other numbers from then on, and no act of
// the control room says why.
func TestAsRunListTellsOfACorrection(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall", "lobby")
	d.must(onair.Tune{Act: d.act(), On: []onair.Name{"lobby"}})
	p.act(`{"act":"end"}`, `{"act":"confirm-result","reason":"演练"}`, `{"act":"announce"}`)
	if page := p.desk.page(asRunPath + "?lang=en").body; strings.Contains(page, "Correction") {
		t.Errorf("the first announcement is no correction:\n%s", page)
	}
	p.act(`{"act":"correct","reason":"复核更正"}`, `{"act":"confirm-result","reason":"演练"}`)
	p.clock.move(time.Second)
	p.act(`{"act":"announce"}`)
	page := p.desk.page(asRunPath + "?lang=en&output=hall").body
	if other := p.desk.page(asRunPath + "?lang=en&output=lobby").body; strings.Count(page, "Correction of the result announced") != 1 || strings.Contains(other, "Correction") {
		t.Errorf("want it once, on the hall, which showed the session:\n%s\nand not in the lobby, which showed none by then:\n%s", page, other)
	}
	wantsIn(t, "the page", page, "v2 / 复核更正")
	list := p.desk.page(asRunPath + ".csv").body
	_, line, _ := strings.Cut(list, "\nhall,,corrected,")
	line, _, _ = strings.Cut(line, "\n")
	var record uint64
	if err := p.live().Look(func(s *voting.State) { record = s.Versions[1].Seals[2].Size - 1 }); err != nil {
		t.Fatal(err)
	}
	wantsIn(t, "the line of the hall", line, "v2 / 复核更正,0,0,"+p.session+fmt.Sprintf(",%d,", record))
}

// TestAsRunListTellsWhatAnOutputShowedThatFollowedTheRundown: on the page and in the table, with each change of scene, item
// or phase, and the records that its numbers come from.
func TestAsRunListTellsWhatAnOutputShowedThatFollowedTheRundown(t *testing.T) {
	p := publishPlace(t, nil)
	d := p.director()
	d.tune("hall")
	p.clock.move(time.Second)
	p.act(`{"act":"stage","item":1}`)
	p.clock.move(time.Second)
	p.act(`{"act":"open","item":1,"seconds":60}`)
	rows, err := csv.NewReader(strings.NewReader(p.desk.page(asRunPath + ".csv?output=hall").body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, row := range rows[1:] {
		told = append(told, strings.Join([]string{row[1], row[2], row[3], row[7], row[12], row[21], row[22]}, ","))
	}
	want := `lower,auto,,0,tuned,0,
,tuned,,3,,3,
lower,auto,,3,,3,
qr,join-qr,,3,item-staged,3,
lower,countdown,item 1 / W1 市民政局窗口,4,item-opened,4,on-stage
lower,countdown,item 1 / W1 市民政局窗口,5,,5,open`
	if got := strings.Join(told, "\n"); got != want {
		t.Errorf("the table is\n%s\nwant\n%s", got, want)
	}
	page := p.desk.page(asRunPath + "?lang=en&output=hall").body
	wantsIn(t, "the page", page, "Join code", "Countdown <small>lower third</small> <small>on stage</small>", "record 4", "see the line “Follow the rundown”", " -record 3 DATA")
}
