package rehearse_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
)

// choice is a vote for the best and the worst, of which a part was held elsewhere.
type choice struct {
	made
	most    int // units on each list, of a ballot and of the outcome
	ballots map[string][2][]int
	online  []int
}

func newChoice(seed uint64, s size) *choice {
	c := &choice{made: newMade(seed), ballots: make(map[string][2][]int)}
	c.most = max(1, min(10, s.units/4))
	c.populate(s, "B", 1, func(i int) (string, string) {
		return places[i%len(places)] + "街道" + offices[(i+i/len(places))%len(offices)], ""
	}, "执法类", "服务类")
	for i := range c.units {
		c.online = append(c.online, 1000+c.random.IntN(50_000)/(1+i%5))
	}
	for _, p := range c.people {
		if c.random.IntN(20) > 0 {
			c.ballots[p.id] = [2][]int{c.ticks(0), c.ticks(1)}
		}
	}
	c.writeLists("candidates.csv", []string{"评议代表"})
	c.writeRules()
	c.writeBallots()
	c.writeExpected()
	return c
}

// ticks chooses units, mostly as many as there may be and sometimes one too many.
// The first half of the units is liked better than the second.
func (c *choice) ticks(list int) []int {
	n := c.most
	switch luck := c.random.IntN(20); {
	case luck == 0:
		n++
	case luck < 5:
		n = c.random.IntN(c.most + 1)
	}
	var chosen []int
	for len(chosen) < n {
		unit := c.random.IntN(len(c.units))
		if c.random.IntN(2) == 0 {
			unit = (unit/2 + list*len(c.units)/2) % len(c.units)
		}
		if !slices.Contains(chosen, unit) {
			chosen = append(chosen, unit)
		}
	}
	return chosen
}

func (c *choice) writeRules() {
	limit := map[string]any{"at_most": c.most}
	c.writeJSON("rulebook.json", map[string]any{
		"title": "十佳十差基层单位评选", "mode": "self-paced, one evening", "secrecy": "secret",
		"ballot": map[string]any{"best": limit, "worst": limit, "over_vote": "the whole ballot is void", "under_vote": "valid"},
		"score": []string{
			"meeting share = best ticks / valid ballots x 100, round half up 2 places",
			"online share = votes / votes of the top candidate x 100, round half up 2 places",
			"70 % meeting + 30 % online, round half up 2 places",
		},
		"ten_best":  fmt.Sprintf("the %d highest scores, all tied at the cut go in", c.most),
		"ten_worst": fmt.Sprintf("the %d with most worst ticks, all tied at the cut go in, and never a unit that is on the ten-best list", c.most),
	})
}

func (c *choice) writeBallots() {
	ballots, online := "", "\ufeff编号,网络得票\n"
	for _, p := range c.people {
		if b, voted := c.ballots[p.id]; voted {
			line, _ := json.Marshal(map[string]any{"rep": p.id, "best": c.ids(b[0]), "worst": c.ids(b[1])}) // plain data
			ballots += string(line) + "\n"
		}
	}
	for i, u := range c.units {
		online += fmt.Sprintf("%s,%d\n", u.id, c.online[i])
	}
	c.write("meeting-ballots.jsonl", ballots)
	c.write("online-counts.csv", online)
}

func (c *choice) ids(units []int) []string {
	ids := make([]string, len(units))
	for i, u := range units {
		ids[i] = c.units[u].id
	}
	return ids
}

// cut takes the first so many by a figure, and all that are level with the last.
func (c *choice) cut(units []int, figure func(unit int) *big.Rat) []int {
	sorted := slices.Clone(units)
	slices.SortFunc(sorted, func(a, b int) int { return figure(b).Cmp(figure(a)) })
	if len(sorted) <= c.most {
		return sorted
	}
	last := figure(sorted[c.most-1])
	return slices.DeleteFunc(sorted, func(unit int) bool { return figure(unit).Cmp(last) < 0 })
}

func (c *choice) writeExpected() {
	ticks, valid := make([][2]int64, len(c.units)), int64(0)
	for _, b := range c.ballots {
		if len(b[0]) > c.most || len(b[1]) > c.most {
			continue
		}
		valid++
		for list := range b {
			for _, unit := range b[list] {
				ticks[unit][list]++
			}
		}
	}
	hundredth := func(top, bottom int64) *big.Rat { return parsed(rounded(big.NewRat(100*top, bottom), 2)) }
	var units []map[string]any
	var scores []string
	var all, others []int
	for i := range c.units {
		sum := new(big.Rat).Mul(hundredth(ticks[i][0], valid), big.NewRat(7, 10))
		sum.Add(sum, new(big.Rat).Mul(hundredth(int64(c.online[i]), int64(slices.Max(c.online))), big.NewRat(3, 10)))
		scores, all = append(scores, rounded(sum, 2)), append(all, i)
	}
	best := c.cut(all, func(unit int) *big.Rat { return parsed(scores[unit]) })
	for i, u := range c.units {
		units = append(units, map[string]any{
			"unit": u.id, "best": ticks[i][0], "worst": ticks[i][1], "online": c.online[i], "score": scores[i], "rank": placed(scores[i], scores),
		})
		if !slices.Contains(best, i) {
			others = append(others, i)
		}
	}
	worst := c.cut(others, func(unit int) *big.Rat { return big.NewRat(ticks[unit][1], 1) })
	c.writeJSON("expected.json", map[string]any{
		"issued": len(c.people), "cast": len(c.ballots), "valid": valid, "void": int64(len(c.ballots)) - valid,
		"units": units, "ten_best": c.ids(best), "ten_worst": c.ids(worst),
	})
}
