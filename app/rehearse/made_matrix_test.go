package rehearse_test

import (
	"fmt"
	"math/big"
	"strings"
)

// matrix is an appraisal of grades with several rows for each unit: all units on one
// form, or unit after unit with the pledges of each.
type matrix struct {
	made
	whole    bool
	criteria [][]string // by unit: what each row is called
	weights  []int64    // of the rows, where all units have the same
	shares   []int64    // of the categories
	marks    []map[string][]byte
}

// The points of the grades; the last has none and is out of the base.
var matrixPoints = []int64{100, 80, 30}

const (
	notMarked = '-'
	rowPlaces = 4
)

// newDouble makes a form on which every unit has the same rows.
func newDouble(seed uint64, s size) *matrix {
	m := &matrix{made: newMade(seed), whole: true}
	m.populate(s, "S", len(kinds), func(i int) (string, string) {
		name := "市" + bureaus[i%len(bureaus)]
		if round := i / len(bureaus); round > 0 {
			name = fmt.Sprintf("%s%d分局", name, round)
		}
		return name, name
	}, "市直部门", "公共服务单位")
	for range s.criteria {
		m.weights = append(m.weights, int64(5*(1+m.random.IntN(5))))
	}
	for range m.units {
		m.criteria = append(m.criteria, dimensions[:s.criteria])
	}
	m.fill()
	m.writeRules("为民服务双评", "self-paced")
	m.writeForm()
	return m
}

// newPledges makes a stage on which each unit is appraised on pledges of its own.
func newPledges(seed uint64, s size) *matrix {
	m := &matrix{made: newMade(seed)}
	m.populate(s, "D", len(kinds)-1, func(i int) (string, string) { return "市" + bureaus[i%len(bureaus)], "市" + bureaus[i%len(bureaus)] }, "执法监管类", "行政审批类")
	for i := range m.units {
		var own []string
		for k := range 1 + m.random.IntN(s.criteria) {
			own = append(own, promises[(i+k)%len(promises)])
		}
		m.criteria = append(m.criteria, own)
	}
	m.fill()
	m.writeRules("公开承诺践诺评议", "stage")
	m.writePledges()
	return m
}

// categories are those that the people are in.
func (m *matrix) categories() []string {
	if m.whole {
		return kinds
	}
	return kinds[:len(kinds)-1]
}

// fill has everybody who comes mark what they like, of units that are not their own
// department's; who votes on nothing hands in nothing.
func (m *matrix) fill() {
	for range m.categories() {
		m.shares = append(m.shares, int64(5+m.random.IntN(40)))
	}
	for range m.units {
		m.marks = append(m.marks, make(map[string][]byte))
	}
	for _, p := range m.people {
		if m.random.IntN(10) == 0 {
			continue
		}
		for u, unit := range m.units {
			rows := make([]byte, len(m.criteria[u]))
			likes := m.random.IntN(100)
			for k := range rows {
				rows[k] = m.mark(likes)
			}
			if p.employer == unit.department {
				rows = []byte(strings.Repeat(string(notMarked), len(rows)))
			}
			if m.whole || strings.Trim(string(rows), string(notMarked)) != "" {
				m.marks[u][p.id] = rows
			}
		}
	}
}

// mark is a grade of somebody who likes a unit so much, or none.
func (m *matrix) mark(likes int) byte {
	switch luck := m.random.IntN(100); {
	case luck < 6:
		return notMarked
	case luck < 14:
		return '3'
	case luck < 14+likes/2:
		return '0'
	case luck < 70:
		return '1'
	}
	return '2'
}

func (m *matrix) writeRules(title, mode string) {
	grades, places := []string{"满意", "基本满意", "不满意"}, fmt.Sprintf(", %d places", rowPlaces)
	criteria, rank := any("each pledge of the unit, equal weights"), "overall, 1 2 2 4"
	steps := []string{
		"mean over votes with an opinion inside each category", "weighted mean over categories with such a vote",
		"round half up" + places + ", per pledge", "mean over the unit's pledges", "round half up, 2 places",
	}
	if m.whole {
		var rows []map[string]any
		for k, label := range m.criteria[0] {
			rows = append(rows, map[string]any{"label": label, "weight": m.weights[k]})
		}
		criteria, rank = rows, "inside each class, 1 2 2 4"
		steps[2], steps[3] = "round half up"+places+", per dimension", "weighted mean over dimensions"
	}
	var marks, categories []map[string]any
	for i, label := range grades {
		marks = append(marks, map[string]any{"label": label, "points": matrixPoints[i]})
	}
	for i, label := range m.categories() {
		categories = append(categories, map[string]any{"label": label, "seats": m.seats(i), "weight": m.shares[i]})
	}
	m.writeJSON("rulebook.json", map[string]any{
		"title": title, "mode": mode, "secrecy": "secret", "criteria": criteria, "categories": categories, "pipeline": steps, "rank": rank,
		"grades":  append(marks, map[string]any{"label": "不了解", "points": nil, "in_base": false}),
		"recusal": "a representative whose employer is the unit's department has no row for it",
	})
}

func (m *matrix) seats(category int) int {
	n := 0
	for _, p := range m.people {
		if p.category == category {
			n++
		}
	}
	return n
}

// writeForm writes a form a line; some are sent twice, and the last counts.
func (m *matrix) writeForm() {
	m.writeLists("units.csv", kinds)
	ballots, cast := "", 0
	for _, p := range m.people {
		line := ""
		for u := range m.units {
			line += string(m.marks[u][p.id])
		}
		if strings.Trim(line, string(notMarked)) == "" {
			for u := range m.units {
				delete(m.marks[u], p.id)
			}
			continue
		}
		if m.random.IntN(9) == 0 {
			ballots += p.id + " " + strings.Map(func(r rune) rune {
				if r == notMarked {
					return r
				}
				return '2'
			}, line) + "\n"
		}
		ballots, cast = ballots+p.id+" "+line+"\n", cast+1
	}
	m.write("ballots.txt", ballots)
	expected := m.expected()
	expected["returned"], expected["issued"] = cast, len(m.people)
	m.writeJSON("expected.json", expected)
}

func (m *matrix) writePledges() {
	m.writeLists("units.csv", m.categories())
	pledges, ballots := "\ufeff承诺编号,部门编号,承诺事项\n", ""
	for u, unit := range m.units {
		for k, words := range m.criteria[u] {
			pledges += fmt.Sprintf("%s-%d,%s,%s\n", unit.id, k+1, unit.id, words)
		}
		for _, p := range m.people {
			var marks []string
			for k, mark := range m.marks[u][p.id] {
				if mark != notMarked {
					marks = append(marks, fmt.Sprintf(`"%s-%d": %c`, unit.id, k+1, mark))
				}
			}
			if marks != nil {
				ballots += fmt.Sprintf(`{"unit": %q, "rep": %q, "pledges": {%s}}`+"\n", unit.id, p.id, strings.Join(marks, ", "))
			}
		}
	}
	m.write("pledges.csv", pledges)
	m.write("ballots.jsonl", ballots)
	m.writeJSON("expected.json", m.expected())
}

// counts are those of one row, by category and grade.
func (m *matrix) counts(unit, row int) [][]int {
	counts := make([][]int, len(m.categories()))
	for i := range counts {
		counts[i] = make([]int, len(matrixPoints)+1)
	}
	for _, p := range m.people {
		if rows, voted := m.marks[unit][p.id]; voted && rows[row] != notMarked {
			counts[p.category][rows[row]-'0']++
		}
	}
	return counts
}

// rowScore is the mean of the means of the categories, "" when nobody had an opinion.
func (m *matrix) rowScore(counts [][]int) string {
	top, bottom := new(big.Rat), new(big.Rat)
	for i, share := range m.shares {
		sum, n := int64(0), int64(0)
		for grade, points := range matrixPoints {
			sum, n = sum+points*int64(counts[i][grade]), n+int64(counts[i][grade])
		}
		if n > 0 {
			top.Add(top, big.NewRat(sum*share, n))
			bottom.Add(bottom, big.NewRat(share, 1))
		}
	}
	if bottom.Sign() == 0 {
		return ""
	}
	return rounded(top.Quo(top, bottom), rowPlaces)
}

// expected is what the last ballots come to.
func (m *matrix) expected() map[string]any {
	var units, pledges []map[string]any
	var scores []string
	for u, unit := range m.units {
		top, bottom := new(big.Rat), new(big.Rat)
		for k := range m.criteria[u] {
			counts, weight := m.counts(u, k), int64(1)
			if m.whole {
				weight = m.weights[k]
			}
			score := m.rowScore(counts)
			if score != "" {
				top.Add(top, new(big.Rat).Mul(parsed(score), big.NewRat(weight, 1)))
				bottom.Add(bottom, big.NewRat(weight, 1))
			}
			named := make(map[string][]int)
			for i, label := range m.categories() {
				named[label] = counts[i]
			}
			pledges = append(pledges, map[string]any{"pledge": fmt.Sprintf("%s-%d", unit.id, k+1), "counts": named, "score": score})
		}
		score := ""
		if bottom.Sign() > 0 {
			score = rounded(top.Quo(top, bottom), 2)
		}
		scores = append(scores, score)
		units = append(units, map[string]any{"unit": unit.id, "score": score})
	}
	for u, unit := range units {
		var classmates []string
		for other := range m.units {
			if m.units[other].class == m.units[u].class {
				classmates = append(classmates, scores[other])
			}
		}
		if m.whole {
			unit["rank_in_class"] = placed(scores[u], classmates)
		} else {
			unit["rank"] = placed(scores[u], scores)
		}
	}
	if m.whole {
		return map[string]any{"units": units}
	}
	return map[string]any{"units": units, "pledges": pledges}
}
