package app

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"pingyi/app/card"
	"pingyi/voting"
)

// publishOpen makes a live open (记名) session and publishes it. R03 has no name
// on the roster; the second category has three people, too few for a secret
// session.
func publishOpen(t *testing.T) *place {
	t.Helper()
	p := servePlace(t, nil)
	p.desk = p.organizer()
	roster := strings.Join(strings.SplitAfter(phoneRoster(), "\n")[:14], "")
	answer := p.desk.upload(plainJSON, map[string]string{
		"units": deskUnits, "roster": strings.Replace(roster, "姓名03", "", 1), "rulebook": strings.Replace(phoneRulebook(), `"secret"`, `"open"`, 1),
	})
	var made struct{ ID string }
	answer.json(t, &made)
	p.session = made.ID
	p.act(`{"act":"issue"}`, `{"act":"publish"}`)
	return p
}

// heldCards are the cards in force with their holders, as they are printed.
func (p *place) heldCards() map[voting.RepresentativeID]card.Face {
	p.t.Helper()
	var session voting.Session
	if err := p.live().Look(func(s *voting.State) { session = s.Session }); err != nil {
		p.t.Fatal(err)
	}
	held := make(map[voting.RepresentativeID]card.Face)
	for _, face := range p.live().Cards().Faces(session) {
		held[face.Holder] = face
	}
	return held
}

// castIn lists the holders and marks of all ballots in the log.
func (p *place) castIn() (cast []string) {
	p.t.Helper()
	err := p.disks.latest().Read(0, func(_ uint64, record []byte) error {
		event, err := voting.Decode(record)
		if b, ok := event.(*voting.BallotCast); ok {
			cast = append(cast, fmt.Sprintf("%s:%s", b.Holder, b.Marks))
		}
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return cast
}

func TestAnOpenSessionRecordsWhoMarkedWhat(t *testing.T) {
	p := publishOpen(t)
	held := p.heldCards()
	if len(held) != 13 || held[""].Label != "" {
		t.Fatalf("%d representatives hold a card, want 13", len(held))
	}
	p.act(stage1, open1)
	recused := p.handset()
	recused.redeem(held["R01"].Token, false)
	wantRefusal(t, "R01 on the own department", recused.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")), 403, "recused")
	for i, who := range []voting.RepresentativeID{"R02", "R03", "R13"} {
		h := p.handset()
		h.redeem(held[who].Token, false)
		if name := meOf(t, h).Card.Name; name != map[voting.RepresentativeID]string{"R02": "姓名02", "R03": "R03", "R13": "姓名13"}[who] {
			t.Errorf("the phone of %s is told that its ballots are those of %q", who, name)
		}
		receiptOf(t, string(who), h.post("/v/ballot", ballotJSON(i+1, 1, 1, "W1", fmt.Sprint(i))))
	}
	if got, want := fmt.Sprint(p.castIn()), "[R02:0 R03:1 R13:2]"; got != want {
		t.Errorf("the log says %s, want %s", got, want)
	}
	p.act(close1)
	var r struct {
		Units []struct{ Counts map[string][]int }
	}
	p.desk.json("/desk/s/"+p.session+"/results.json").json(t, &r)
	if len(r.Units) != 0 {
		t.Errorf("results before the confirmation: %+v", r.Units)
	}
	if answer := p.live().Do(voting.ConfirmItem{Act: voting.Act{By: "li", Role: voting.Scrutineer}, Item: 1}); answer.Err != nil {
		t.Fatal(answer.Err)
	}
	p.desk.json("/desk/s/"+p.session+"/results.json").json(t, &r)
	if len(r.Units) != 1 || fmt.Sprint(r.Units[0].Counts) != "map[企业代表:[1 1 0] 居民代表:[0 0 1]]" {
		t.Errorf("results: %+v", r.Units)
	}
}

func TestAnotherCardOfTheSamePersonVotesUnderTheSameName(t *testing.T) {
	p := publishOpen(t)
	lost := p.heldCards()["R02"]
	p.act(stage1, open1)
	p.act(p.reissueNow(lost.Label, "遗失"))
	replacement := p.heldCards()["R02"]
	if replacement.Token == lost.Token || replacement.Name != "姓名02" {
		t.Fatalf("R02 now holds %+v", replacement)
	}
	h := p.handset()
	h.redeem(replacement.Token, false)
	receiptOf(t, "the new card", h.post("/v/ballot", ballotJSON(1, 1, 1, "W1", "0")))
	if got := fmt.Sprint(p.castIn()); got != "[R02:0]" {
		t.Errorf("the log says %s", got)
	}
}

func TestCardsOfAnOpenSessionNameTheirHolders(t *testing.T) {
	p := publishOpen(t)
	held := p.heldCards()
	list := p.desk.json("/desk/s/" + p.session + "/cards.csv").body
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(list, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 14 || fmt.Sprint(rows[0]) != "[证号 代表类别 回避部门 印次 姓名 代表证号]" {
		t.Fatalf("%d rows, %v: %v", len(rows), err, rows)
	}
	for _, row := range rows[1:] {
		if face := held[voting.RepresentativeID(row[5])]; face.Label != row[0] || face.Name != row[4] {
			t.Errorf("row %q is not card %s of %s", row, face.Label, face.Name)
		}
	}
	sheet := p.desk.page("/desk/s/" + p.session + "/cards?page=1").body
	found := p.desk.page("/desk/s/" + p.session + "?card=" + held["R13"].Label).body
	for _, face := range held {
		if !strings.Contains(sheet, `<p class="name">`+face.Name+" <small>记名评议") {
			t.Errorf("the printed card %s does not name %s", face.Label, face.Name)
		}
	}
	if !strings.Contains(found, "<dd>姓名13</dd>") {
		t.Error("the desk does not say whose card it has found")
	}
}

func TestThePhonesPageSaysThatTheVoteIsOpenBeforeAnythingCanBeTapped(t *testing.T) {
	p := publishOpen(t)
	h := p.handset()
	h.redeem(p.heldCards()["R02"].Token, false)
	sentences := map[string]string{"zh": "本场为记名评议：您的评议将连同您的姓名记录在案。", "en": "This is an open vote: your grade is recorded with your name."}
	look := func(moment string) {
		t.Helper()
		for lang, sentence := range sentences {
			_, main, _ := strings.Cut(h.page("/v", "Accept-Language", lang).body, "<main>")
			before, _, _ := strings.Cut(main, "<form method=\"post\" action=\"/v/ballot\"")
			if !strings.Contains(before, sentence) {
				t.Errorf("%s, %s: the sentence does not stand before the ballot", moment, lang)
			}
			if strings.Contains(main, "无记名") || strings.Contains(main, "anonymous") {
				t.Errorf("%s, %s: the page calls an open vote anonymous", moment, lang)
			}
		}
	}
	look("before the first item")
	p.act(stage1)
	look("on stage")
	p.act(open1)
	look("open")
	p.act(close1)
	look("closed")

	secret := publishSecretBeside(t, p)
	page := secret.page("/v", "Accept-Language", "zh").body
	if strings.Contains(page, "姓名记录在案") || !strings.Contains(page, "无记名") {
		t.Error("the page of a secret session says that names are recorded, or does not say that they are not")
	}
}

// publishSecretBeside makes a secret session on the same server and gives a
// phone with a card of it.
func publishSecretBeside(t *testing.T, p *place) *handset {
	t.Helper()
	answer := p.desk.upload(plainJSON, map[string]string{"units": deskUnits, "roster": phoneRoster(), "rulebook": phoneRulebook(), "rehearsal": "1"})
	var made struct{ ID string }
	answer.json(t, &made)
	p.session = made.ID
	p.act(`{"act":"issue"}`, `{"act":"publish"}`, stage1, open1)
	free, _ := p.cards()
	h := p.holding(free[0])
	if name := meOf(t, h).Card.Name; name != "" {
		t.Errorf("a phone of a secret session is told the name %q", name)
	}
	return h
}
