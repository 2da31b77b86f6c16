package desk

import (
	"slices"
	"strings"
	"testing"

	"pingyi/app/export"
	"pingyi/display"
	"pingyi/voting"
)

// TestACardThatRestsOnATieIsGivenOutNowhereAsFinal: on the page and where what is outstanding stands it is
// told as not settled, in the exports too, and the screens have no word before there is one. Who is not tied has theirs.
func TestACardThatRestsOnATieIsGivenOutNowhereAsFinal(t *testing.T) {
	for _, c := range []struct {
		figures             []string
		marks               int
		outstanding, screen string
		sheet               string // what the workbook says in the rows of the units
		open                int
	}{
		{[]string{"9", "8", "8"}, 4, "倒数：评定", "合格||", "|place; verdict|place; verdict", 1},
		{[]string{"9", "8", "7"}, 0, "", "合格|合格|黄牌", "||", 0},
	} {
		state := judgedBy(t, `{"name":"倒数","do":"rank","of":"日常","inside":"all","style":"1224","first":"low","ties":["lot"]},
{"name":"评定","do":"bands","of":"日常","bands":[{"label":"黄牌","when":[{"table":"倒数","is":1}]},{"label":"合格","otherwise":true}]}`, `"place":"倒数","verdict":"评定"`)
		applyDaily(t, state, c.figures...)
		view, page := written(t, state, 1, "zh-CN")
		outstanding := ""
		for _, tie := range view.Given.Ties {
			outstanding += tie.Step + "：" + tie.Results
		}
		if marks := strings.Count(page, "<small>未定</small>"); outstanding != c.outstanding || marks != c.marks {
			t.Errorf("%v: outstanding is %q, and %d figures are marked; want %q and %d", c.figures, outstanding, marks, c.outstanding, c.marks)
		}
		if said := strings.Contains(page, "；依据它、因此也未定的结果：评定"); said != (c.open > 0) {
			t.Errorf("%v: the page says what rests on the tie: %t", c.figures, said)
		}
		for _, e := range []voting.Event{&voting.SessionClosed{}, &voting.ResultConfirmed{Stamp: voting.Stamp{At: 10, By: "李", Role: voting.Scrutineer}, Version: 1, Reason: "先公布"}, &voting.ResultAnnounced{Stamp: voting.Stamp{At: 11, By: "张", Role: voting.Organizer}, Version: 1}} {
			if err := state.Apply(e); err != nil {
				t.Fatal(err)
			}
		}
		var screen []string
		for _, row := range state.Board(voting.PhaseConfirmed) {
			for _, named := range row.Named {
				if named.Name == "verdict" {
					screen = append(screen, named.Cell.Text)
				}
			}
		}
		if got := strings.Join(screen, "|"); got != c.screen {
			t.Errorf("%v: the screens have %q, want %q", c.figures, got, c.screen)
		}
		open := export.OpenOf(display.ResultsOf(state), state.Session.Rulebook.Canonical())
		if all := open.Unsettled; len(all) != c.open || c.open > 0 && (all[0].Result != "评定" || len(all[0].Units) != 2) {
			t.Errorf("%v: the export names %+v", c.figures, all)
		}
		if said := unsettledIn(t, export.Of(display.ResultsOf(state), export.Also{Open: open}, nil)); said != c.sheet {
			t.Errorf("%v: the sheet has %q as not settled, want %q", c.figures, said, c.sheet)
		}
	}
}

// unsettledIn is what the rows of the units say of what is not settled, the units by their numbers.
func unsettledIn(t *testing.T, set export.Set) string {
	t.Helper()
	table := set.Tables[0]
	column := func(name string) int {
		return slices.IndexFunc(table.Columns, func(c export.Column) bool { return c.Name == name })
	}
	rows := slices.Clone(table.Rows)
	slices.SortFunc(rows, func(a, b []export.Value) int {
		return strings.Compare(a[column("unit")].Text, b[column("unit")].Text)
	})
	var all []string
	for _, row := range rows {
		all = append(all, row[column("unsettled")].Text)
	}
	return strings.Join(all, "|")
}
