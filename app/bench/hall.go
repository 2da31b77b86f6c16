//go:build linux

package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"pingyi/app/desk"
	"pingyi/app/rehearse"
	"pingyi/data"
	"pingyi/voting"
)

// hall is a session on the product, made as an organizer makes one, with every
// card redeemed by a phone.
type hall struct {
	*process
	dir   string
	desk  *rehearse.Desk
	seats []seat
	item  int // the one on stage
	cast  int // ballots acknowledged in the whole session
}

// seat is one representative: what the phone carries and how it counts.
type seat struct {
	cookie   string
	category string
}

const (
	organizer = "bench"
	password  = "not a secret, 127.0.0.1 only"
	grades    = 4
)

// openHall starts the product in dir and brings a new session to where its
// first item can be staged. The first redeemed cards are checked in.
func (b *bench) openHall(ctx context.Context, dir string, cards, units, redeemed int) (*hall, error) {
	return b.openWith(ctx, dir, sessionFiles(cards, units, benchRulebook(cards)), redeemed)
}

// openWith is openHall with the files of any session.
func (b *bench) openWith(ctx context.Context, dir string, files []rehearse.Upload, redeemed int) (*hall, error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	accounts, err := desk.OpenAccounts(dir)
	if err != nil {
		return nil, err
	}
	if err := accounts.Add(organizer, desk.Organizer, password); err != nil {
		return nil, err
	}
	h := &hall{dir: dir}
	if err := h.serve(ctx, b); err != nil {
		return nil, err
	}
	err = h.desk.Create(files)
	if err == nil {
		err = h.desk.All(rehearse.Act{Act: "issue"}, rehearse.Act{Act: "publish"})
	}
	if err == nil {
		err = h.redeem(redeemed)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare session: %w", err), h.stop())
	}
	return h, nil
}

// serve starts the product (again) and logs in.
func (h *hall) serve(ctx context.Context, b *bench) error {
	var err error
	if h.process, err = b.start(ctx, "pingyi", "-dir", h.dir); err != nil {
		return err
	}
	session := ""
	if h.desk != nil {
		session = h.desk.Session()
	}
	if h.desk, err = rehearse.LogIn("http://"+h.addr, organizer, password); err != nil {
		return errors.Join(err, h.stop())
	}
	h.desk.Use(session)
	return nil
}

// sessionFiles are the three files of a session of any size, with the
// categories and grades of the sample.
func sessionFiles(cards, units int, rulebook []byte) []rehearse.Upload {
	names := benchCategories()
	var list, roster bytes.Buffer
	fmt.Fprintln(&list, "编号,参评窗口,主管部门,类别")
	for i := range units {
		fmt.Fprintf(&list, "%s,第%d窗口,第%d局,窗口\n", unitID(i+1), i+1, i%40+1)
	}
	fmt.Fprintln(&roster, "代表证号,姓名,代表类别,所在单位")
	for i := range cards {
		fmt.Fprintf(&roster, "R%06d,,%s,\n", i+1, names[i%len(names)])
	}
	return []rehearse.Upload{
		{Field: "units", Name: "units.csv", Body: list.Bytes()},
		{Field: "roster", Name: "roster.csv", Body: roster.Bytes()},
		{Field: "rulebook", Name: "rulebook.json", Body: rulebook},
	}
}

func unitID(item int) string { return fmt.Sprintf("W%04d", item) }

// benchCategories are dealt to cards in turn.
func benchCategories() []string { return []string{"人大代表", "政协委员", "企业代表"} }

func benchRulebook(cards int) []byte {
	names := benchCategories()
	categories := make([]string, len(names))
	for i, name := range names {
		seats := (cards + len(names) - 1 - i) / len(names)
		categories[i] = fmt.Sprintf(`{"label": %q, "seats": %d, "weight": 1}`, name, seats)
	}
	return []byte(`{
 "title": "压力测试", "mode": "stage", "secrecy": "secret", "one_vote": "last before the close counts", "reveal": "live",
 "grades": [
  {"label": "满意", "points": 100}, {"label": "基本满意", "points": 80}, {"label": "不满意", "points": 30},
  {"label": "不了解", "in_base": false}],
 "criteria": [{"label": "总体评价", "weight": 1}],
 "categories": [` + strings.Join(categories, ", ") + `],
 "pipeline": [
  "mean over votes with an opinion inside each category",
  "weighted mean over categories, weights renormalised over the categories that have such a vote",
  "round once, half up, 2 places"],
 "places": 2, "rank": "on the rounded score, inside each class and overall, 1 2 2 4"}`)
}

// redeemers is how many phones check in at once.
const redeemers = 64

// redeem checks in the first n cards.
func (h *hall) redeem(n int) error {
	cards, err := h.desk.Cards()
	if err != nil {
		return err
	}
	if len(cards) < n {
		return fmt.Errorf("%d cards for %d phones", len(cards), n)
	}
	h.seats = make([]seat, n)
	var failed [redeemers]error
	var working sync.WaitGroup
	for worker := range min(redeemers, n) {
		working.Go(func() {
			w, err := dial(h.addr)
			for i := worker; err == nil && i < n; i += redeemers {
				body := fmt.Appendf(nil, `{"token":%q,"take_over":false}`, cards[i].Token)
				if err = w.must(post(h.addr, "/v/redeem", "", body)); err == nil {
					h.seats[i] = seat{cookie: string(w.cookie), category: cards[i].Category}
				}
			}
			failed[worker] = err
			if w != nil {
				failed[worker] = errors.Join(err, w.conn.Close())
			}
		})
	}
	working.Wait()
	return firstOf(failed[:])
}

// open puts the next item on stage and opens it.
func (h *hall) open() error {
	h.item++
	return h.desk.All(rehearse.Act{Act: "stage", Item: h.item}, rehearse.Act{Act: "open", Item: h.item, Seconds: 3600})
}

// close ends the item, confirms it, and holds its tally against what the phones
// know they sent last.
func (h *hall) close(voters []*voter) error {
	if err := h.desk.All(rehearse.Act{Act: "close", Item: h.item}, rehearse.Act{Act: "confirm", Item: h.item}); err != nil {
		return err
	}
	want, standing := h.sent(voters)
	results, err := h.desk.Results()
	if err != nil {
		return err
	}
	for _, unit := range results.Units {
		if unit.Unit == unitID(h.item) {
			return sameCounts(unit.Counts, want, standing)
		}
	}
	return fmt.Errorf("no result of %s", unitID(h.item))
}

// sent counts what the phones were thanked for since the last time, and says what
// each category sent last.
func (h *hall) sent(voters []*voter) (last map[string][]int, standing int) {
	last = make(map[string][]int)
	for _, v := range voters {
		h.cast += v.take()
		if v.mark < 0 {
			continue
		}
		if last[v.category] == nil {
			last[v.category] = make([]int, grades)
		}
		last[v.category][v.mark]++
		standing++
	}
	return last, standing
}

func sameCounts(got, want map[string][]int, standing int) error {
	counted := 0
	for category, counts := range got {
		for grade, n := range counts {
			counted += n
			if want[category] == nil && n == 0 {
				continue
			}
			if want[category] == nil || want[category][grade] != n {
				return fmt.Errorf("%s, grade %d: %d counted, phones sent %v", category, grade, n, want[category])
			}
		}
	}
	if counted != standing {
		return fmt.Errorf("%d ballots stand, %d phones voted", counted, standing)
	}
	return nil
}

// logPath is the log of the hall's session.
func (h *hall) logPath() string {
	return filepath.Join(h.dir, "sessions", h.desk.Session(), "log.db")
}

// leave stops the server and counts the ballots in its log: there must be
// exactly as many as were acknowledged.
func (h *hall) leave() error {
	if err := h.stop(); err != nil {
		return err
	}
	ballots, _, err := h.logged()
	if err == nil && ballots != h.cast {
		err = fmt.Errorf("%d ballots were acknowledged, %d are in the log", h.cast, ballots)
	}
	return err
}

// logged counts the ballots in the log, and the bytes of the longest.
func (h *hall) logged() (ballots, longest int, err error) {
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: h.logPath(), ReadOnly: true})
	if err != nil {
		return 0, 0, err
	}
	defer log.Close()
	err = log.Read(0, func(_ uint64, record data.Record) error {
		e, err := voting.Decode(record)
		if _, isBallot := e.(*voting.BallotCast); isBallot {
			ballots++
			longest = max(longest, len(record))
		}
		return err
	})
	return ballots, longest, err
}
