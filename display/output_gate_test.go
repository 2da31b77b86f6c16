package display

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pingyi/onair"
	"pingyi/voting"
)

// cuesOf are cues of every scene at a step, about every item and unit, lists among them.
func cuesOf(s *voting.State, step int) []onair.Cue {
	var cues []onair.Cue
	for _, kind := range onair.Kinds() {
		base := onair.Cue{Scene: kind.Scene, Step: step}
		cues = append(cues, base)
		for _, list := range []string{"score", "ten best", "行政审批类"} {
			named := base
			named.List = list
			cues = append(cues, named)
		}
		for i, unit := range s.Session.Units {
			item, other := base, base
			item.Item = voting.ItemID(i + 1)
			other.Unit, other.Other = unit.ID, s.Session.Units[(i+1)%len(s.Session.Units)].ID
			alone := other
			alone.Other = ""
			cues = append(cues, item, other, alone)
		}
	}
	return cues
}

// framesOf are the pictures of all those cues, with nothing released by the control room.
func framesOf(s *voting.State, class onair.Class, step int) (cues []onair.Cue, frames [][]byte) {
	shared := &Outputs{}
	for _, cue := range cuesOf(s, step) {
		cues, frames = append(cues, cue), append(frames, shared.Render(s, view(class, cue), Setting{JoinURL: "https://vote.example.cn/V"}))
	}
	return cues, frames
}

// twins are two sessions with the same acts, in which other things are voted.
type twins struct{ a, b *hall }

func (tw twins) both(do func(h *hall)) { do(tw.a); do(tw.b) }

func (tw twins) vote(id voting.ItemID, a, b []int) {
	tw.a.polled(id, a...)
	tw.b.polled(id, b...)
}

// alike fails where the pictures differ: then they tell something of what was voted.
func (tw twins) alike(r *rapid.T, when string) {
	r.Helper()
	class := rapid.SampledFrom([]onair.Class{onair.Public, onair.Preview}).Draw(r, "class")
	step := rapid.IntRange(0, 4).Draw(r, "step")
	cues, a := framesOf(tw.a.state, class, step)
	_, b := framesOf(tw.b.state, class, step)
	for i, frame := range a {
		if !bytes.Equal(frame, b[i]) {
			r.Fatalf("%s, %s, %+v: what was voted can be read off the picture\n%s\n%s", when, class, cues[i], frame, b[i])
		}
	}
}

// split draws how so many ballots fall on four grades.
func split(r *rapid.T, ballots int, label string) []int {
	counts := make([]int, 4)
	for range ballots {
		counts[rapid.IntRange(0, 3).Draw(r, label)]++
	}
	return counts
}

// Until an item is revealed no picture of the public tells anything of its marks: whatever was
// marked instead gives the same bytes, for every scene and every cue.
func TestNoPictureOfTheControlRoomTellsWhatWasVotedBeforeItsRelease(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		policy := rapid.SampledFrom([]voting.RevealPolicy{voting.RevealHeld, voting.RevealClosed, voting.RevealLive}).Draw(r, "policy")
		tw := twins{newHall(t, plan{reveal: policy}), newHall(t, plan{reveal: policy})}
		if rapid.Bool().Draw(r, "one is out") {
			counts := split(r, 12, "first")
			tw.both(func(h *hall) { h.whole(1, counts...) })
		}
		ballots := rapid.IntRange(0, 20).Draw(r, "ballots")
		if policy == voting.RevealLive {
			ballots = min(ballots, voting.LiveStep-1)
		}
		tw.vote(2, split(r, ballots, "a"), split(r, ballots, "b"))
		tw.alike(r, "open")
		if policy != voting.RevealHeld {
			return
		}
		tw.both(func(h *hall) { h.close(2); h.confirm(2) })
		tw.alike(r, "confirmed")
		tw.vote(3, split(r, ballots, "c"), split(r, ballots, "d"))
		tw.both(func(h *hall) { h.close(3); h.confirm(3); h.finish() })
		tw.alike(r, "the result is confirmed")
	})
}

// ordered are rules by which the first grade alone decides, so that a test can choose the order.
const orderedRules = `{"rulebook": 2, "title": "例", "secrecy": "secret", "reveal": "revealed",
 "ballot": {"sheet": "one unit", "grades": [{"label": "好", "points": 100}, {"label": "差", "points": 0}]},
 "categories": [{"label": "代表"}],
 "steps": [{"name": "合并", "do": "sum", "of": "marks", "over": "category"}, {"name": "得分", "do": "mean", "of": "合并", "round": {"places": 2, "mode": "half up"}},
  {"name": "名次", "do": "rank", "of": "得分", "inside": "all", "style": "1224", "first": "high"},
  {"name": "十佳", "do": "cut", "of": "得分", "inside": "all", "first": "high", "take": 10, "tied_at_the_cut": "expand"},
  {"name": "十差", "do": "cut", "of": "得分", "inside": "all", "first": "low", "take": 10, "tied_at_the_cut": "expand", "not_on": ["十佳"]}],
 "result": {"score": "得分", "rank": "名次", "ten best": "十佳", "ten worst": "十差"}}`

// ranked is a session whose result is confirmed and not announced, with so many good marks of 40
// for each unit.
func ranked(t testing.TB, good []int) *hall {
	units := make([]voting.Unit, len(good))
	for i := range units {
		units[i] = voting.Unit{ID: voting.UnitID(fmt.Sprintf("U%02d", i+1)), Name: fmt.Sprintf("第%02d单位", i+1), Department: voting.Department(fmt.Sprintf("上级%02d", i+1))}
	}
	h := newHall(t, plan{rules: orderedRules, units: units, cards: 40})
	for i, n := range good {
		if n < 0 {
			h.marked(voting.ItemID(i + 1))
		} else {
			h.marked(voting.ItemID(i+1), n, 40-n)
		}
		h.confirm(voting.ItemID(i + 1))
	}
	h.finish()
	return h
}

// inOrder is a naive ranking of a list: who has how many good marks, the last place first.
func inOrder(good []int, list string) [][]int {
	byMarks := make(map[int][]int)
	var marks []int
	for i, n := range good {
		if n >= 0 && byMarks[n] == nil {
			marks = append(marks, n)
		}
		byMarks[n] = append(byMarks[n], i)
	}
	slices.Sort(marks)
	var best [][]int // the first place first
	taken := 0
	for i := len(marks) - 1; i >= 0; i-- {
		if list != "" && taken >= 10 {
			break
		}
		best = append(best, byMarks[marks[i]])
		taken += len(byMarks[marks[i]])
	}
	if list == "ten worst" {
		marks = marks[:len(marks)-len(best)]
		best, taken = nil, 0
		for i := 0; i < len(marks) && taken < 10; i++ {
			best = append(best, byMarks[marks[i]])
			taken += len(byMarks[marks[i]])
		}
	}
	slices.Reverse(best)
	return best
}

// A reveal names who is out and nobody else, and gives no figure of anybody else: not in the
// rows, not in a key, not in a length. The naive ranking says who that is.
func TestARevealHoldsNobodyWhoIsNotOut(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		good := rapid.SliceOfN(rapid.IntRange(-1, 12), 1, 26).Draw(r, "good")
		list := rapid.SampledFrom([]string{"", "ten best", "ten worst"}).Draw(r, "list")
		scene := onair.SceneTen
		if list == "" {
			scene = onair.SceneReveal
		}
		h, cue := ranked(t, good), onair.Cue{Scene: scene, List: list}
		end, _ := StepsOf(h.state, cue, onair.Public)
		places, before := inOrder(good, list), 0
		for k := range end + 1 {
			frame := h.output(released(view(rapid.SampledFrom([]onair.Class{onair.Public, onair.Preview}).Draw(r, "class"), cue), list, k))
			data := decode[struct{ Layers []struct{ Data RevealScene } }](t, frame).Layers[0].Data
			out := outOf(places, data.Released)
			if out == nil || data.Released < before || (k == end) != (len(out) == count(places)) && count(places) > 0 {
				r.Fatalf("group %d of %d: %d are out, before it were %d; the places are %v\n%s", k, end, data.Released, before, places, frame)
			}
			before = data.Released
			for i, n := range good {
				told := strings.Contains(string(frame), fmt.Sprintf("%02d", i+1)+"单位") || bytes.Contains(frame, fmt.Appendf(nil, "上级%02d", i+1)) || bytes.Contains(frame, fmt.Appendf(nil, "U%02d", i+1))
				if told && !slices.Contains(out, i) {
					r.Fatalf("group %d: unit %d is in the picture and not out\n%s", k, i+1, frame)
				}
				score := fmt.Sprintf("%d.%02d", n*10000/40/100, n*10000/40%100)
				shared := slices.ContainsFunc(out, func(o int) bool { return good[o] == n })
				if n >= 0 && !shared && bytes.Contains(frame, []byte(`"`+score+`"`)) {
					r.Fatalf("group %d: the score %s of unit %d is in the picture\n%s", k, score, i+1, frame)
				}
			}
		}
	})
}

func count(places [][]int) int { return len(slices.Concat(places...)) }

// outOf are the first n of some places; nil where that would split a tie that a picture has rows for.
func outOf(places [][]int, n int) []int {
	out := []int{}
	for _, place := range places {
		for part := range slices.Chunk(place, revealGroup) {
			if len(out) >= n {
				break
			}
			out = append(out, part...)
		}
	}
	if len(out) != n {
		return nil
	}
	return out
}

// What is not out leaves no trace: the upper places may be shared, ordered or scored as they
// like, and the pictures until then are the same to the byte.
func TestARevealTellsNothingOfThePlacesAbove(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		lower, upper := rapid.IntRange(0, 8).Draw(r, "lower"), rapid.IntRange(1, 16).Draw(r, "upper")
		var a, b []int
		for i := range lower {
			a, b = append(a, i), append(b, i)
		}
		for range upper {
			a = append(a, rapid.IntRange(20, 40).Draw(r, "a"))
			b = append(b, rapid.IntRange(20, 40).Draw(r, "b"))
		}
		tw := twins{ranked(t, a), ranked(t, b)}
		cue := onair.Cue{Scene: onair.SceneReveal}
		for k := range lower + 1 {
			one, other := tw.a.output(released(view(onair.Public, cue), "", k)), tw.b.output(released(view(onair.Public, cue), "", k))
			if decode[struct{ Layers []struct{ Data RevealScene } }](t, one).Layers[0].Data.Released > lower {
				break // a group below the tenth place reaches into the upper ones
			}
			if upper+lower-k > revealAlone && k > 0 {
				continue // groups below the tenth place are of several places, and of whom is told by the release
			}
			if !bytes.Equal(one, other) {
				r.Fatalf("with %d out the picture tells of the places above\n%s\n%s", k, one, other)
			}
		}
	})
}

// Counts, shares and scores of the watched item are in no picture of the public before they
// may be, whatever is cued; searched in the bytes.
func TestSealedNumbersAreInNoPictureOfTheControlRoom(t *testing.T) {
	known := regexp.MustCompile(`"(seq|rev|take|at|width|height|rate|issued|checked_in|ballots|expected|permille|percent|deadline|warn|number|item|of|group|total|size|steps|step|page|pages|top|value)":"?[0-9.]+`)
	for _, policy := range []voting.RevealPolicy{voting.RevealClosed, voting.RevealHeld} {
		h := newHall(t, plan{reveal: policy, cards: 240, units: []voting.Unit{{ID: "A", Name: "窗口"}, {ID: "B", Name: "大厅"}}})
		looked := 0
		look := func(when string) {
			secret := secrets(h.state, h.state.Item(1).Tally)
			for step := range 5 {
				cues, frames := framesOf(h.state, onair.Public, step)
				for i, frame := range frames {
					cue := cues[i]
					looked++
					for _, key := range []string{`"count"`, `"share"`} {
						if bytes.Contains(frame, []byte(key)) {
							t.Fatalf("%s, %s, %+v: %s is in %s", policy, when, cue, key, frame)
						}
					}
					for _, found := range number.FindAllString(known.ReplaceAllString(string(frame), ""), -1) {
						if what, there := secret[found]; there {
							t.Fatalf("%s, %s, %+v: %s, %s, is in %s", policy, when, cue, what, found, frame)
						}
					}
				}
			}
		}
		h.stage(1)
		h.open(1)
		h.votes(watched...)
		look("open")
		if policy == voting.RevealHeld {
			h.close(1)
			look("closed")
			h.confirm(1)
			look("confirmed")
		}
		if looked < 500 {
			t.Fatalf("looked at %d pictures only", looked)
		}
	}
}

// The size of a picture does not follow the number of voters, for readers of any class.
func TestPicturesOfTheControlRoomDoNotGrowWithVoters(t *testing.T) {
	shapes := make(map[string]string)
	for _, voters := range []int{40, 1_000, 4_000} {
		h := newHall(t, plan{cards: voters, reveal: voting.RevealHeld})
		h.whole(1, voters/2, voters/4, voters/5)
		h.marked(2, voters/4, voters/2, voters/5)
		h.confirm(2)
		for _, class := range []onair.Class{onair.Public, onair.Sealed} {
			cues, frames := framesOf(h.state, class, 2)
			for i, frame := range frames {
				key := fmt.Sprintf("%s %+v", class, cues[i])
				shape := digits.ReplaceAllString(string(frame), "N")
				if shapes[key] == "" {
					shapes[key] = shape
				}
				if shapes[key] != shape {
					t.Fatalf("%s with %d voters:\n%s\nwith few:\n%s", key, voters, shape, shapes[key])
				}
			}
		}
	}
}

// Of a form the same holds: for every unit, and for how many of the ballots are void.
func TestNoPictureOfTheControlRoomTellsWhatIsOnAForm(t *testing.T) {
	for rules, forms := range map[string][2][]string{
		matrixRules: {{"00000-", "0000--", "222222", "0-----"}, {"11111-", "111111", "--22--", "----01"}},
		choiceRules: {{"00---0", "0-----", "-00---", "------"}, {"000---", "--0--0", "0---0-", "-0-0--"}},
	} {
		tw := twins{newHall(t, plan{rules: rules, reveal: voting.RevealHeld}), newHall(t, plan{rules: rules, reveal: voting.RevealHeld})}
		fill := func(h *hall, forms []string) {
			h.stage(1)
			h.open(1)
			h.fill(forms...)
		}
		fill(tw.a, forms[0])
		fill(tw.b, forms[1])
		same := func(when string) {
			for step := range 5 {
				cues, a := framesOf(tw.a.state, onair.Public, step)
				_, b := framesOf(tw.b.state, onair.Public, step)
				for i := range a {
					if !bytes.Equal(a[i], b[i]) {
						t.Fatalf("%s, %+v:\n%s\n%s", when, cues[i], a[i], b[i])
					}
				}
			}
		}
		same("open")
		tw.both(func(h *hall) { h.close(1); h.confirm(1) })
		same("confirmed")
		tw.both(func(h *hall) { h.finish() })
		same("the result is confirmed")
	}
}
