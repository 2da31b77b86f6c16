package count

import (
	"fmt"
	"regexp"
	"strconv"
)

// chosen translates a rulebook of two lists: "ballot", "score", "ten_best" and
// "ten_worst".
func (t *translation) chosen() {
	if !t.fields(t.old, []string{"title", "mode", "ballot", "score", "ten_best", "ten_worst"}, []string{"secrecy", "reveal", "one_vote"}) {
		return
	}
	t.lists(t.taken("ballot"))
	said := t.list(t.taken("score"), 3)
	if len(said) == 3 {
		t.meeting(said[0])
		t.online(said[1])
		t.together(said[2])
	} else {
		t.wrong("score", "Write the share of the meeting, the share online and how they go together", "want 3 sentences, got %d", len(said))
	}
	t.step("总名次", "do", text("rank"), "of", text("得分"), "inside", text("all"), "style", text("1224"), "first", text("high"))
	t.result.set("score", text("得分"))
	t.result.set("rank", text("总名次"))
	t.ten(t.taken("ten_best"), t.taken("ten_worst"))
}

func (t *translation) lists(n *node) {
	t.ballot.set("sheet", t.sheet())
	if !t.fields(n, []string{"best", "worst", "over_vote", "under_vote"}, nil) {
		return
	}
	var lists []*node
	for _, name := range []string{"best", "worst"} {
		if kid := n.get(name); t.fields(kid, []string{"at_most"}, []string{"at_least"}) {
			c := object("list", text(name))
			for i, key := range kid.keys {
				c.set(key, kid.kids[i])
			}
			lists = append(lists, c)
		}
	}
	if n.get("over_vote").text != "the whole ballot is void" {
		t.unknown(n.get("over_vote"), "the whole ballot is void")
	}
	if n.get("under_vote").text != "valid" {
		t.unknown(n.get("under_vote"), "valid")
	}
	t.ballot.set("choose", list(lists...))
	t.ballot.set("over_vote", text(voidBallot))
}

// ListName is what people call a list. The two of version 1 have no title of their
// own, only the keys by which the file and its ballots know them.
func (b *Rulebook) ListName(list string) string {
	switch {
	case b.Old() && list == "best":
		return "最满意"
	case b.Old() && list == "worst":
		return "最不满意"
	}
	return list
}

// listNames are labels of an axis as a Chinese sentence has them.
func (b *Rulebook) listNames(axis string, labels []string) []string {
	if axis != axisList {
		return labels
	}
	named := make([]string, len(labels))
	for i, label := range labels {
		named[i] = b.ListName(label)
	}
	return named
}

// matched finds the numbers of a sentence.
func (t *translation) matched(n *node, pattern *regexp.Regexp, like string) []string {
	said := pattern.FindStringSubmatch(n.text)
	if said == nil {
		t.unknown(n, like)
	}
	return said
}

func (t *translation) meeting(n *node) {
	if said := t.matched(n, saidMeeting, "meeting share = best ticks / valid ballots x 100, round half up 2 places"); said != nil {
		t.step("会场得分", "do", text("share"), "of", text(tableTicks), "list", text("best"), "base", text(tableValid), "round", roundAs(said[1], said[2]))
	}
}

func (t *translation) online(n *node) {
	if said := t.matched(n, saidOnline, "online share = votes / votes of the top candidate x 100, round half up 2 places"); said != nil {
		t.imported = append(t.imported, object("name", text("网络得票"), "axes", list(text(axisUnit))))
		t.step("网络得分", "do", text("share of top"), "of", text("网络得票"), "inside", text("all"), "points", number(100), "round", roundAs(said[1], said[2]))
	}
}

func (t *translation) together(n *node) {
	said := t.matched(n, saidTogether, "60 % meeting + 40 % online, round half up 2 places")
	if said == nil {
		return
	}
	meeting, _ := strconv.Atoi(said[1])
	online, _ := strconv.Atoi(said[2])
	if meeting+online != 100 {
		t.fail(n.place(), "Let the two add up to 100", "%d %% and %d %% make %d %%", meeting, online, meeting+online)
	}
	parts := list(
		object("of", text("会场得分"), "weight", number(meeting)),
		object("of", text("网络得分"), "weight", number(online)))
	t.step("得分", "do", text("weighted mean"), "parts", parts, "missing", text(refuse), "round", roundAs(said[3], said[4]))
}

func (t *translation) ten(best, worst *node) {
	first := t.matched(best, saidTenBest, "the ten highest scores, all tied at the cut go in")
	last := t.matched(worst, saidTenWorst, "the ten with most worst ticks, all tied at the cut go in, and never a unit that is on the ten-best list")
	if first == nil || last == nil {
		return
	}
	high, ok := wholeWord(first[1])
	low, alsoOK := wholeWord(last[1])
	if !ok || !alsoOK {
		t.fail("ten_best", "Write the numbers as words up to twenty, or as digits", "%q or %q is no number", first[1], last[1])
		return
	}
	t.step("十佳", "do", text("cut"), "of", text("得分"), "inside", text("all"), "first", text("high"), "take", number(high), "tied_at_the_cut", text("expand"))
	t.step("差评票", "do", text("pick"), "of", text(tableTicks), "axis", text(axisList), "labels", list(text("worst")))
	t.step("十差", "do", text("cut"), "of", text("差评票"), "inside", text("all"), "first", text("high"), "take", number(low), "tied_at_the_cut", text("expand"))
	if last[2] != "" {
		t.steps[len(t.steps)-1].set("not_on", list(text("十佳")))
	}
	t.result.set("ten best", text("十佳"))
	t.result.set("ten worst", text("十差"))
}

// step adds a step of version 2 and returns its name.
func (t *translation) step(name string, pairs ...any) string {
	n := object(append([]any{"name", text(name)}, pairs...)...)
	n.path = fmt.Sprintf("steps[%d]", len(t.steps))
	t.steps = append(t.steps, n)
	return name
}

func roundAs(mode, places string) *node {
	return object("places", &node{kind: 'n', text: places}, "mode", text(mode))
}

// object builds a node from keys and nodes in turn.
func object(pairs ...any) *node {
	n := &node{kind: '{'}
	for i := 0; i < len(pairs); i += 2 {
		n.set(pairs[i].(string), pairs[i+1].(*node))
	}
	return n
}

func (n *node) set(key string, value *node) {
	n.keys, n.kids = append(n.keys, key), append(n.kids, value)
}

func list(kids ...*node) *node { return &node{kind: '[', kids: kids} }

func text(s string) *node { return &node{kind: 's', text: s} }

func number(n int) *node { return &node{kind: 'n', text: strconv.Itoa(n)} }
