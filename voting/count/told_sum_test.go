package count_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestATamperedSumIsSeen: the reader of sums below does read them.
func TestATamperedSumIsSeen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		told string
		want string // "" where there is no sum
	}{
		{"平均：(优 1 × 100 + 良 1 × 80 + 弃权 1 × 0) ÷ 3", "60"},
		{"平均：(优 1 × 100 + 良 1 × 80 + 弃权 1) ÷ 3", "181/3"},
		{"在最低与最高之间折算：60 + (50 − 100/3 (≈ 33.333333)) ÷ (60 − 100/3 (≈ 33.333333)) × (100 − 60)", "85"},
		{"按比例分配：50 ÷ 合计 200（4 个）× 10；另有说明 3", "5/2"},
		{"measured against the highest: 50 ÷ the highest, 60, × 100", "250/3"},
		{`"good" + "fair" 3 ÷ with an opinion 4 × 100`, "75"},
		{"80 ÷ ", ""}, {"合计：日常 -1 + 另 2", "1"}, {"没有可合成的数", ""}, {"100 − 2 × 3 − -4", "98"},
	} {
		got := ""
		if value := sumOf(c.told); value != nil {
			got = value.RatString()
		}
		same(t, c.told, got, c.want)
	}
}

// checkSums works out what each line of an explanation tells as a sum, in both languages, and wants
// the figure to come of it.
func checkSums(t interface {
	Helper()
	Errorf(format string, args ...any)
}, steps map[string]string, lines []count.Line) {
	t.Helper()
	for _, l := range lines {
		if l.Printed == "" {
			continue
		}
		for _, told := range []string{l.How.Chinese, l.How.English} {
			if wrong := wrongSum(steps[l.Table], told, l); wrong != "" {
				t.Errorf("%s of %v is %s (%s), and told is %s: %s", l.Table, l.At, l.Printed, l.Exact, wrong, told)
			}
		}
	}
}

// computes are the kinds of steps that work out each figure with a sum.
func computes() []string {
	return []string{"mean", "sum", "weighted mean", "weighted sum", "multiply", "divide", "difference", "share", "share of top", "pool", "min-max", "place points", "bonus", "deduction"}
}

// wrongSum is what a sentence comes to where that is not the figure.
func wrongSum(do, told string, l count.Line) string {
	exact, _ := new(big.Rat).SetString(l.Exact)
	switch {
	case slices.Contains(computes(), do):
		value := sumOf(told)
		if value == nil {
			return "no sum"
		}
		if capped, limit := limited(told); limit != nil {
			if over := capped.Cmp(value) == 0 && value.Cmp(limit) != 0; !over {
				return "the limit did not act on " + capped.RatString()
			}
			value = limit
		}
		if value.Cmp(exact) != 0 {
			return value.RatString()
		}
	case do == "fill to 100":
		for _, clause := range strings.FieldsFunc(told, func(r rune) bool { return r == '；' || r == ';' }) {
			left, right, equal := strings.Cut(clause, " = ")
			right, _, _ = strings.Cut(strings.ReplaceAll(right, "（", " "), " ")
			if sum := sumOf(left); equal && (sum == nil || right != l.Printed || sum.Cmp(sumOf(right)) != 0) {
				return clause
			}
		}
	case do == "rank":
		if place := placeOf(told); place == nil || place.Cmp(exact) != 0 {
			return fmt.Sprint(place)
		}
	}
	return ""
}

// limited finds the limit that took the place of a sum, and what is said to have been over or below it.
func limited(told string) (capped, limit *big.Rat) {
	told = regexp.MustCompile(` \(≈ [^)]*\)`).ReplaceAllString(told, "")
	for _, form := range []string{`；得 (\S+)，(?:超过|低于) \S+，按 (\S+) 计$`, `; (\S+) is (?:over|below) \S+, so (\S+) counts$`} {
		if found := regexp.MustCompile(form).FindStringSubmatch(told); found != nil {
			capped, _ = new(big.Rat).SetString(found[1])
			limit, _ = new(big.Rat).SetString(found[2])
		}
	}
	return capped, limit
}

// placeOf is the place that is told: one more than there are units before it, or places.
func placeOf(told string) *big.Rat {
	if mean := strings.LastIndex(told, ": ("); mean >= 0 || strings.Contains(told, "：(") {
		return sumOf(told[max(mean, 0):])
	}
	var before int64
	for _, form := range []string{`排在前面的有 (\d+) 个`, `nits before it: (\d+)`, `共占 (\d+) 个名次`, `places that they take, one for all who share it: (\d+)`} {
		if found := regexp.MustCompile(form).FindStringSubmatch(told); found != nil {
			_, _ = fmt.Sscan(found[1], &before)
		}
	}
	return big.NewRat(before+1, 1)
}

// sumOf works out the first sum of a sentence, exactly; nil where there is none. Words in it are what its
// numbers are called.
func sumOf(told string) *big.Rat {
	told = regexp.MustCompile(` \(≈ [^)]*\)|（[^（）]*）|"[^"]*"( \+ "[^"]*")*|“[^”]*”`).ReplaceAllString(told, " ")
	told, _, _ = strings.Cut(strings.ReplaceAll(told, "；", ";"), ";")
	told = strings.ReplaceAll(told, "：", ": ")
	told = told[strings.LastIndex(told, ": ")+1:]
	for _, bracket := range []string{"(", ")"} {
		told = strings.ReplaceAll(told, bracket, " "+bracket+" ")
	}
	var s sum
	number := regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?(/[0-9]+)?$`)
	for _, word := range strings.Fields(told) {
		if word = strings.Trim(word, ","); number.MatchString(word) || slices.Contains([]string{"+", "−", "×", "÷", "(", ")"}, word) {
			s.words = append(s.words, word)
		}
	}
	value := s.terms()
	if len(s.words) > 0 {
		return nil
	}
	return value
}

// sum is one being read.
type sum struct{ words []string }

func (s *sum) next(words ...string) string {
	if len(s.words) == 0 || !slices.Contains(words, s.words[0]) {
		return ""
	}
	word := s.words[0]
	s.words = s.words[1:]
	return word
}

func (s *sum) terms() *big.Rat {
	return s.row(s.factors, map[string]func(z, x, y *big.Rat){"+": add, "−": sub})
}
func (s *sum) factors() *big.Rat {
	return s.row(s.one, map[string]func(z, x, y *big.Rat){"×": mul, "÷": quo})
}

func add(z, x, y *big.Rat) { z.Add(x, y) }
func sub(z, x, y *big.Rat) { z.Sub(x, y) }
func mul(z, x, y *big.Rat) { z.Mul(x, y) }
func quo(z, x, y *big.Rat) { z.Quo(x, y) }

// row reads what stands between signs of one rank.
func (s *sum) row(part func() *big.Rat, signs map[string]func(z, x, y *big.Rat)) *big.Rat {
	value := part()
	for value != nil && len(s.words) > 0 && signs[s.words[0]] != nil {
		sign := signs[s.words[0]]
		s.words = s.words[1:]
		other := part()
		if other == nil {
			return nil
		}
		sign(value, value, other)
	}
	return value
}

func (s *sum) one() *big.Rat {
	if s.next("(") != "" {
		value := s.terms()
		if s.next(")") == "" {
			return nil
		}
		return value
	}
	if len(s.words) == 0 {
		return nil
	}
	value, is := new(big.Rat).SetString(s.words[0])
	if !is {
		return nil
	}
	s.words = s.words[1:]
	return value
}

// stepsOf says what each step of a rulebook does.
func stepsOf(t testing.TB, text string) map[string]string {
	t.Helper()
	var book struct {
		Steps []struct{ Name, Do string }
	}
	if err := json.Unmarshal([]byte(text), &book); err != nil {
		t.Fatal(err)
	}
	does := make(map[string]string)
	for _, step := range book.Steps {
		does[step.Name] = step.Do
	}
	return does
}
