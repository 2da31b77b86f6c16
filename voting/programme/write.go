package programme

import (
	"bytes"

	"pingyi/voting/count"
)

// Write puts settings into a rulebook and gives it back, laid out for people.
// What the settings do not speak of stays as it is. With faults there is no
// rulebook. That the settings are right does not make a rulebook sound that was
// changed by hand: whoever takes it parses it.
func (p Programme) Write(rulebook []byte, s Settings) ([]byte, Faults) {
	root, err := readTree(rulebook)
	if err != nil {
		return nil, Faults{{Field: "rulebook", Code: FaultText}}
	}
	s = s.Trimmed()
	if faults := check(s, weighed(root)); len(faults) > 0 {
		return nil, faults
	}
	root.set("title", word(s.Title))
	setWord(root, "secrecy", s.Secrecy)
	setWord(root, "reveal", s.Reveal)
	setWord(root, "one_vote", s.OneVote)
	switch said := root.says("recusal"); {
	case s.Recusal:
		root.set("recusal", word(count.RecusalByWork))
	case said != "":
		root.drop("recusal")
	}
	ballot := root.get("ballot")
	fill(ballot, "grades", len(s.Grades), func(i int, t *tree) { writeGrade(t, s.Grades[i]) })
	fill(ballot, "criteria", len(s.Criteria), func(i int, t *tree) {
		t.set("label", word(s.Criteria[i].Label))
		setFigure(t, "weight", s.Criteria[i].Weight)
	})
	fill(root, "categories", len(s.Categories), func(i int, t *tree) {
		t.set("label", word(s.Categories[i].Label))
		setFigure(t, "seats", s.Categories[i].Seats)
		setFigure(t, "weight", s.Categories[i].Weight)
	})
	fill(ballot, "choose", len(s.Lists), func(i int, t *tree) {
		setFigure(t, "at_least", s.Lists[i].AtLeast)
		setFigure(t, "at_most", s.Lists[i].AtMost)
	})
	for _, value := range s.Values {
		if at := root.at(value.At); at != nil {
			at.text = value.Text
		}
	}
	var out bytes.Buffer
	root.write(&out)
	if book, err := count.Parse(out.Bytes()); err == nil {
		return book.Text(), nil
	}
	return out.Bytes(), nil
}

// fill writes a list again: entries that were there keep what the settings do
// not speak of, those that are too many go, new ones are added. A list that is
// not there, or that is a word, stays so.
func fill(t *tree, key string, n int, write func(i int, entry *tree)) {
	l := t.get(key)
	if l == nil || l.kind != '[' || n == 0 {
		return
	}
	l.kids = l.kids[:min(n, len(l.kids))]
	for i := range n {
		if i == len(l.kids) {
			l.kids = append(l.kids, &tree{kind: '{'})
		}
		write(i, l.kids[i])
	}
}

func writeGrade(t *tree, g Grade) {
	t.set("label", word(g.Label))
	t.drop("in_base")
	if t.drop("headline"); g.Headline {
		t.set("headline", plain("true"))
	}
	if setFigure(t, "points", g.Points); g.Points == "" {
		t.set("in_base", plain(map[bool]string{true: "true", false: "false"}[g.InBase]))
	}
}

// setFigure writes a number, or takes it out when there is none.
func setFigure(t *tree, key, figure string) {
	if figure == "" {
		t.drop(key)
		return
	}
	t.set(key, plain(figure))
}

// setWord writes a word, or leaves out what the rulebook need not say.
func setWord(t *tree, key, said string) {
	if said == "" {
		t.drop(key)
		return
	}
	t.set(key, word(said))
}

// weighed tells which lists of a rulebook have weights; the steps need them.
func weighed(root *tree) (lists struct{ criteria, categories bool }) {
	for _, c := range root.get("ballot").list("criteria") {
		lists.criteria = lists.criteria || c.get("weight") != nil
	}
	for _, c := range root.list("categories") {
		lists.categories = lists.categories || c.get("weight") != nil
	}
	return lists
}
