//go:build linux

package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// formCriteria are what a long ballot asks of every unit.
func formCriteria() []string {
	return []string{"履行职责", "优化环境", "为民服务", "党建工作", "廉洁勤政"}
}

// formRulebook asks all that of every unit on one form; nothing leaves before the reveal.
func formRulebook(cards int) []byte {
	weighed := make([]string, len(formCriteria()))
	for i, label := range formCriteria() {
		weighed[i] = fmt.Sprintf(`{"label": %q, "weight": 1}`, label)
	}
	text := strings.NewReplacer(
		`"mode": "stage"`, `"mode": "self-paced"`, `"reveal": "live"`, `"reveal": "revealed"`,
		`{"label": "总体评价", "weight": 1}`, strings.Join(weighed, ", "),
		`"round once, half up, 2 places"`, `"round half up, 4 places, per dimension", "weighted mean over dimensions", "round half up, 2 places"`,
		`weighted mean over categories, weights renormalised over the categories that have such a vote`, `weighted mean over categories with such a vote`,
		`"places": 2, "rank": "on the rounded score, inside each class and overall, 1 2 2 4"`, `"rank": "inside each class, 1 2 2 4"`,
	).Replace(string(benchRulebook(cards)))
	return []byte(text)
}

// forms is the storm with the long ballots of a self-paced session: all units
// and their criteria on one form, sent whole.
func forms(ctx context.Context, b *bench) (err error) {
	rows := b.formUnits * len(formCriteria())
	b.section("forms", "n", rows)
	b.line("forms.about")
	most := slices.Max(b.forms)
	cards := max(most, 60)
	h, err := b.openWith(ctx, filepath.Join(b.dir, "forms"), sessionFiles(cards, b.formUnits, formRulebook(cards)), most)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.leave()) }()
	bare, err := b.start(ctx, "bare", "-dir", b.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bare.stop()) }()
	if err := h.open(); err != nil {
		return err
	}
	sides := []*side{{process: bare, seats: h.seats}, {process: h.process, hall: h, seats: h.seats}}
	table := [][]string{b.head("storm.head")}
	for _, connections := range b.forms {
		if err := b.formsWith(sides, connections, rows); err != nil {
			return fmt.Errorf("%d connections: %w", connections, err)
		}
		table = append(table, b.formRows(sides, connections)...)
	}
	b.table(table)
	_, longest, err := h.logged()
	if err != nil {
		return err
	}
	b.atMost(b.words("forms.target"), float64(longest), 1024)
	b.line("forms.held")
	return nil
}

// formsWith lets the sides take turns with so many connections; the first round
// connects and warms up. Phones go on with the form that they have sent already.
func (b *bench) formsWith(sides []*side, connections, rows int) (err error) {
	for _, s := range sides {
		s.turns, s.voters = nil, nil
		if s.voters, err = connect(s.addr, s.seats[:connections]); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, hangUp(s.voters)) }()
		for i, v := range s.voters {
			v.random = chance(fmt.Sprintf("form %d of %d", i, connections)) // the same ballots again would be resends
			v.fillIn(s.addr, 1, rows)
		}
	}
	for round := range b.turns + 1 {
		for i := range sides {
			s := sides[(i+round)%len(sides)]
			t, err := rush(s.voters, s.process, b.turn)
			if err != nil {
				return err
			}
			if round > 0 {
				s.turns = append(s.turns, t)
			}
		}
	}
	return sides[1].hall.holds(sides[1].voters)
}

// holds counts the ballots of the form that are acknowledged so far.
func (h *hall) holds(voters []*voter) error {
	if _, standing := h.sent(voters); standing != len(voters) {
		return fmt.Errorf("%d of %d phones sent a form", standing, len(voters))
	}
	return nil
}

func (b *bench) formRows(sides []*side, connections int) [][]string {
	var rows [][]string
	for i, s := range sides {
		sum := summary(s.turns)
		rows = append(rows, []string{
			fmt.Sprint(connections), []string{b.words("bare"), "pingyi"}[i], number(sum.rate), number(median(ratios(s.turns, sides[0].turns))),
			number(sum.p50), number(sum.p99), number(sum.cpu),
		})
	}
	return rows
}
