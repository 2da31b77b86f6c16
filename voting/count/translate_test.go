package count_test

import (
	"strings"
	"testing"

	"pingyi/voting/count"
)

const oldBook = `{"title": "旧", "mode": "stage", "secrecy": "secret",
 "grades": [{"label": "满意", "points": 100}, {"label": "不满意", "points": 30}, {"label": "不了解", "points": null}],
 "criteria": CRITERIA, "categories": [{"label": "企业", "weight": 60}, {"label": "居民", "weight": 40}],
 "pipeline": [PIPELINE], "rank": "RANK"}`

func old(criteria, pipeline, rank string) string {
	return strings.NewReplacer("CRITERIA", criteria, "PIPELINE", pipeline, "RANK", rank).Replace(oldBook)
}

const (
	inside = `"mean over votes with an opinion inside each category"`
	over   = `"weighted mean over categories with such a vote"`
	one    = `[{"label": "总评", "weight": 1}]`
	two    = `[{"label": "作风", "weight": 3}, {"label": "效率", "weight": 1}]`
)

// TestOldSentences: every sentence of version 1 translates, with other numbers too.
func TestOldSentences(t *testing.T) {
	for _, c := range []struct{ criteria, pipeline, rank, want, each string }{
		{one, inside + "," + over + `, "round once, half even, 1 places"`, "on the rounded score, inside each class and overall, 1 2 2 3", "79.0", ""},
		{one, inside + "," + over + `, "round truncated, 0 places"`, "overall, 1 2 2 4", "79", ""},
		{two, inside + "," + over + `, "round half up, 4 places, per dimension", "weighted mean over dimensions", "round half up, 3 places"`, "inside each class, 1 2 2 4", "79.000", "79.0000"},
		{two, inside + "," + over + `, "weighted mean over dimensions"`, "inside each class, 1 2 2 4", "79", "79"},
		{`"each pledge of the unit, equal weights"`, inside + "," + over + `, "round half up, 2 places, per pledge", "mean over the unit's pledges", "round half up, 2 places"`, "overall, 1 2 2 4", "79.00", "79.00"},
	} {
		book := parse(t, []byte(old(c.criteria, c.pipeline, c.rank)))
		in := input(t, book, []count.Unit{{Label: "甲", Criteria: []string{"总评"}}})
		criterion := "总评"
		if c.criteria == two {
			criterion = "作风"
		}
		for _, m := range []struct {
			category, grade string
			n               int64
		}{{"企业", "满意", 5}, {"企业", "不满意", 5}, {"居民", "满意", 10}, {"居民", "不了解", 3}} {
			if err := in.Add("marks", m.n, "甲", criterion, m.category, m.grade); err != nil {
				t.Fatal(err)
			}
		}
		res := result(t, book, in)
		same(t, c.pipeline, res.Table("score").Text("甲"), c.want)
		if each := res.Table("criterion score"); (each != nil) != (c.each != "") || each != nil && each.Text("甲", criterion) != c.each {
			t.Errorf("%s: the score of %s is %v, want %q", c.pipeline, criterion, each, c.each)
		}
	}
}

// TestUnknownSentences: nothing is guessed; the problem quotes the sentence.
func TestUnknownSentences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{old(one, inside+`, "median over categories"`, "overall, 1 2 2 4"), `pipeline[1]: the sentence "median over categories" is not known`},
		{old(one, inside+","+over+`, "round half up"`, "overall, 1 2 2 4"), `pipeline[2]: the sentence "round half up" is not known. Write "round half up, 2 places"`},
		{old(one, inside+","+over, "by lot"), `rank: the sentence "by lot" is not known`},
		{old(`"each pledge"`, inside+","+over, "overall, 1 2 2 4"), `criteria: the sentence "each pledge" is not known. Write "each pledge of the unit, equal weights"`},
		{old(one, inside+","+over+`, "round half up, 2 places", "round half up, 1 places"`, "overall, 1 2 2 4"), "pipeline[3]: this rounds what was rounded"},
		{strings.Replace(old(one, inside+","+over, "overall, 1 2 2 4"), `"mode"`, `"places": 3, "mode"`, 1), "places: 3 does not agree with the pipeline"},
		{strings.Replace(old(one, inside+","+over, "overall, 1 2 2 4"), `"weight": 60`, `"weight": -60`, 1), "categories[0].weight: a weight cannot be negative"},
		{strings.Replace(old(one, inside+","+over, "overall, 1 2 2 4"), `"mode": "stage"`, `"mode": "satge"`, 1), `mode: "satge" means nothing here. Write "stage"`},
		{strings.Replace(old(one, inside+","+over, "overall, 1 2 2 4"), `"mode"`, `"one_vote": "best of three", "mode"`, 1), `one_vote: "best of three" means nothing here`},
		{strings.Replace(string(read(t, scenario("best-worst"), "rulebook.json")), "60 % meeting", "70 % meeting", 1), "score[2]: 70 % and 40 % make 110 %"},
		{strings.Replace(string(read(t, scenario("best-worst"), "rulebook.json")), "the whole ballot is void", "the first ten count", 1), `ballot.over_vote: the sentence "the first ten count"`},
	} {
		_, err := count.Parse([]byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("refused with %v, want %q", err, c.want)
		}
	}
}

// TestOtherLists: the two lists translate with other numbers.
func TestOtherLists(t *testing.T) {
	text := strings.NewReplacer("60 % meeting + 40 % online", "75 % meeting + 25 % online", "the ten highest", "the 1 highest", "the ten with", "the two with").
		Replace(string(read(t, scenario("best-worst"), "rulebook.json")))
	book := parse(t, []byte(text))
	in := input(t, book, []count.Unit{{Label: "甲"}, {Label: "乙"}, {Label: "丙"}})
	for _, b := range []map[string][]string{{"best": {"甲"}, "worst": {"乙"}}, {"best": {"甲", "乙"}, "worst": {"丙"}}} {
		if _, err := in.AddBallot(count.Ballot{Ticks: b}); err != nil {
			t.Fatal(err)
		}
	}
	for unit, votes := range map[string]string{"甲": "50", "乙": "100", "丙": "0"} {
		if err := in.SetText("网络得票", votes, unit); err != nil {
			t.Fatal(err)
		}
	}
	res := result(t, book, in)
	same(t, "score", res.Table("score").Text("甲"), "87.50")
	same(t, "best", res.Table("ten best").Text("甲")+res.Table("ten best").Text("乙"), "10")
	same(t, "worst", res.Table("ten worst").Text("甲")+res.Table("ten worst").Text("乙")+res.Table("ten worst").Text("丙"), "011")
}

// TestOldListsAreTold: the two lists of version 1 have English keys and no titles, and each
// reader is told of them in the own language.
func TestOldListsAreTold(t *testing.T) {
	book := parse(t, read(t, scenario("best-worst"), "rulebook.json"))
	in := input(t, book, []count.Unit{{Label: "甲"}, {Label: "乙"}})
	if _, err := in.AddBallot(count.Ballot{Ticks: map[string][]string{"best": {"甲"}, "worst": {"乙"}}}); err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"甲", "乙"} {
		if err := in.SetText("网络得票", "10", unit); err != nil {
			t.Fatal(err)
		}
	}
	res := result(t, book, in)
	for table, list := range map[string][2]string{"会场得分": {"最满意", `"best"`}, "差评票": {"最不满意", `"worst"`}} {
		lines, err := res.Explain(table, "乙")
		if table == "会场得分" {
			lines, err = res.Explain(table, "甲")
		}
		if err != nil || len(lines) < 2 {
			t.Fatalf("%s: %d lines, %v", table, len(lines), err)
		}
		if !strings.Contains(lines[0].How.Chinese, list[0]) || !strings.Contains(lines[0].How.English, list[1]) {
			t.Errorf("%s is told by %+v, want %v", table, lines[0].How, list)
		}
		for _, line := range lines {
			if strings.Contains(line.Chinese, "best") || strings.Contains(line.Chinese, "worst") || strings.Contains(line.English, list[0]) {
				t.Errorf("%s: %s %s", table, line.Chinese, line.English)
			}
		}
	}
}

// TestHash: all spellings of one rulebook have one hash, and no other has it.
func TestHash(t *testing.T) {
	book := func(text string) *count.Rulebook { return parse(t, []byte(text)) }
	first := book(`{"rulebook": 2, "title": "例", "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0.5}]},
		"steps": [{"name": "得分", "do": "mean", "of": "marks"}], "result": {"score": "得分"}}`)
	again := book("\xef\xbb\xbf" + `{"title":"\u4f8b","result":{"score":"得分"},"rulebook":2,"steps":[{"of":"marks","do":"mean","name":"得分"}],
		"ballot":{"grades":[{"points":100.00,"label":"好"},{"points":0.50,"label":"差"}],"sheet":"one unit"}}`)
	same(t, "canonical form", string(again.Canonical()), string(first.Canonical()))
	same(t, "hash", again.Hash(), first.Hash())
	same(t, "canonical form of itself", string(book(string(first.Canonical())).Canonical()), string(first.Canonical()))
	if other := book(strings.Replace(string(first.Canonical()), "100", "99", 1)); other.Hash() == first.Hash() {
		t.Error("99 points hash like 100")
	}
	translated := book(string(read(t, scenario("double"), "rulebook.json")))
	same(t, "canonical form of a translation", string(book(string(translated.Canonical())).Canonical()), string(translated.Canonical()))
}
