package rehearse

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/valyala/fasthttp"
)

// paperRules is an evening that rests on slips of paper: the hall counts nothing of its own, and its figures are
// brought in, so that they can be counted again.
const paperRules = `{"rulebook": 2, "title": "复核演练", "secrecy": "secret", "ballot": {"sheet": "one unit", "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 0}]},
"categories": [{"label": "代表", "weight": 1}], "imported": [{"name": "纸质票", "axes": ["unit"]}],
"steps": [{"name": "得分", "do": "share of top", "of": "纸质票", "inside": "all", "points": 100, "round": {"places": 2, "mode": "half up"}},
{"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"}], "result": {"score": "得分", "rank": "名次"}}`

const (
	paperUnits = "编号,单位\nB01,甲窗口\nB02,乙窗口\n"
	paperFirst = "编号,纸质票\nB01,400\nB02,300\n"
	paperAgain = "编号,纸质票\nB01,400\nB02,500\n" // two bundles of slips had been left out
	whyCorrect = "复核发现漏计两扎选票"
)

// paperResult is what the desk tells of a version of the result.
type paperResult struct {
	Version  int
	Phase    string
	Versions []struct{ Reason string }
	Replaced *struct {
		Version int
		Reason  string
	}
	Units []UnitResult
}

// first is the unit in the first place.
func (r paperResult) first() string {
	for _, unit := range r.Units {
		if unit.Rank == 1 {
			return unit.Unit
		}
	}
	return ""
}

// paper fetches a version of the result; 0 is the one that holds.
func (d *drill) paper(version int) (r paperResult, err error) {
	path := "/desk/s/" + d.desk.session + "/results.json"
	if version != 0 {
		path += fmt.Sprint("?version=", version)
	}
	err = d.desk.call(fasthttp.MethodGet, path, "", nil, &r)
	return r, err
}

// announcePaper has an evening of two units whose slips were counted announce its result, and the hall show it.
func (d *drill) announcePaper() error {
	if err := d.desk.Create([]Upload{
		{Field: "units", Name: "units.csv", Body: []byte(paperUnits)},
		{Field: "roster", Name: "roster.csv", Body: []byte("代表证号,代表类别\nM1,代表\n")},
		{Field: "rulebook", Name: "rulebook.json", Body: []byte(paperRules)},
	}); err != nil {
		return err
	}
	acts := []Act{{Act: "issue"}, {Act: "publish"}}
	for item := 1; item <= 2; item++ {
		for _, act := range []string{"stage", "open", "close", "confirm", "reveal"} {
			acts = append(acts, Act{Act: act, Item: item, Seconds: openFor})
		}
	}
	if err := d.desk.All(append(acts, Act{Act: "end"})...); err != nil {
		return err
	}
	if err := d.desk.Enter("", "计票组第一次清点", Upload{Name: "paper.csv", Body: []byte(paperFirst)}); err != nil {
		return err
	}
	if err := d.desk.All(Act{Act: "confirm-result"}, Act{Act: "announce"}); err != nil {
		return err
	}
	if err := d.control(map[string]any{"act": "tune", "on": []string{"hall"}, "session": d.desk.session}); err != nil {
		return err
	}
	if err := d.control(map[string]any{"act": "cue", "on": []string{"hall"}, "cue": map[string]any{"scene": "board"}}); err != nil {
		return err
	}
	return d.walls["hall"].until("the board of the slips", func(p wallPicture) bool {
		first, corrected := p.leader()
		return first == "B01" && !corrected
	})
}

// recountAgrees: after the confirmation the slips are counted again and come to the same. Nothing that was confirmed is
// written over, also not with the same figures, and there is no correction of what was right.
func (d *drill) recountAgrees(context.Context) (string, error) {
	if err := d.announcePaper(); err != nil {
		return "", err
	}
	var refused *Refused
	if err := d.desk.Enter("", "计票组复核", Upload{Name: "paper.csv", Body: []byte(paperFirst)}); !errors.As(err, &refused) || refused.Status != 409 {
		return "", fmt.Errorf("figures are entered over those that were confirmed: %w", unexpected(err))
	}
	r, err := d.paper(0)
	if err == nil && (r.Version != 1 || len(r.Versions) != 1 || r.Replaced != nil || r.first() != "B01") {
		err = fmt.Errorf("after a recount that agrees the result is %+v", r)
	}
	return "the confirmed figures stand and are not written over; there is one version", err
}

// recountDiffers: they are counted again and come to something else. The correction is a version of its own: until it is
// announced the outputs have the old one, from then on the new one, which says that it is a correction; the old one is kept and
// says by which it was replaced; and the as-run list tells when.
func (d *drill) recountDiffers(context.Context) (string, error) {
	if err := d.desk.All(Act{Act: "correct", Reason: whyCorrect}); err != nil {
		return "", err
	}
	if err := d.desk.Enter("", "计票组复核", Upload{Name: "paper.csv", Body: []byte(paperAgain)}); err != nil {
		return "", err
	}
	if err := d.desk.All(Act{Act: "confirm-result"}); err != nil {
		return "", err
	}
	if r, err := d.paper(0); err != nil || r.Version != 1 || r.Replaced != nil || r.first() != "B01" {
		return "", errors.Join(err, fmt.Errorf("before the correction is announced the result is %+v", r))
	}
	if err := d.desk.All(Act{Act: "announce"}); err != nil {
		return "", err
	}
	silent := false
	if err := d.walls["hall"].until("the correction", func(p wallPicture) bool {
		first, corrected := p.leader()
		silent = silent || first == "B02" && !corrected
		return first == "B02" && corrected
	}); err != nil {
		return "", err
	}
	if silent {
		return "", errors.New("the hall showed other places and did not say that they were corrected")
	}
	if err := d.keptVersions(); err != nil {
		return "", err
	}
	list, err := d.desk.text("/desk/director/asrun.csv?output=hall")
	if err == nil && !strings.Contains(list, "\nhall,,corrected,v2 / "+whyCorrect+",") {
		err = fmt.Errorf("the as-run list does not tell of the correction:\n%s", list)
	}
	return "the hall says that it is corrected, the as-run list when; version 1 is kept and says that version 2 replaced it", err
}

// keptVersions wants both versions, each with its own figures.
func (d *drill) keptVersions() error {
	now, err := d.paper(0)
	if err != nil {
		return err
	}
	if now.Version != 2 || now.Phase != "announced" || len(now.Versions) != 2 || now.Versions[1].Reason != whyCorrect || now.first() != "B02" {
		return fmt.Errorf("the corrected result is %+v", now)
	}
	old, err := d.paper(1)
	if err != nil {
		return err
	}
	if old.Version != 1 || old.first() != "B01" || old.Replaced == nil || old.Replaced.Version != 2 || old.Replaced.Reason != whyCorrect {
		return fmt.Errorf("the version that was corrected is %+v", old)
	}
	return nil
}

// leader is the unit in the first place of a board, and whether the board says that it was corrected.
func (p wallPicture) leader() (unit string, corrected bool) {
	for _, layer := range p.Layers {
		for _, row := range layer.Data.Rows {
			if row.Rank == 1 {
				return row.Unit, layer.Data.Corrected
			}
		}
	}
	return "", false
}
