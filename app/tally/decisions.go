package tally

import (
	"slices"
	"strings"

	"pingyi/app/intake"
	"pingyi/voting/count"
)

// The columns of a table of decisions.
const (
	decisionStep = iota
	decisionKind
	decisionUnits
	decisionAuthor
	decisionRecord
)

// readDecisions reads what people decided: fresh votes and draws among tied
// units, and vetoes.
func (e *event) readDecisions(path string) error {
	if path == "" {
		return nil
	}
	t, err := readTable(path)
	if err != nil {
		return err
	}
	head, rows, err := intake.FindColumns(t, []intake.Column{
		decisionStep:   {Titles: []string{"步骤", "step"}},
		decisionKind:   {Titles: []string{"方式", "kind"}, Required: true},
		decisionUnits:  {Titles: []string{"单位顺序", "顺序", "单位", "units"}, Required: true},
		decisionAuthor: {Titles: []string{"决定人", "作者", "author"}, Required: true},
		decisionRecord: {Titles: []string{"记录", "理由", "record", "reason"}, Required: true},
	})
	if err != nil {
		return err
	}
	var bad intake.Errors
	for _, row := range rows {
		if err := e.decide(head, row, &bad); err != nil {
			bad = append(bad, head.Wrong(row, -1, intake.CodeDecision, inBoth(err)...))
		}
	}
	return bad.Result()
}

// idle names the rows of decisions that told nobody apart, and why.
func (e *event) idle(path string, result *count.Result) {
	for _, one := range result.Idle() {
		note := intake.Warning{File: base(path), Row: e.decisions[one.Number], Code: intake.WarnNoTie}
		switch {
		case one.Before:
			note.Code = intake.WarnTieDecided
		case one.Tied != nil:
			note.Code = intake.WarnTieOfMore
		}
		note.Args = []string{strings.Join(one.Tied, " ")}
		e.notes = append(e.notes, note)
	}
}

func (e *event) decide(head intake.Head, row intake.Row, bad *intake.Errors) error {
	var units []string
	for _, cell := range strings.FieldsFunc(head.Text(row, decisionUnits), func(r rune) bool { return strings.ContainsRune(" 　、，,;；>", r) }) {
		at, ok := e.unitOf(cell)
		if !ok {
			wrong := head.Wrong(row, decisionUnits, e.noUnit(cell, intake.CodeUnit))
			wrong.Value = cell
			*bad = append(*bad, wrong)
			return nil
		}
		units = append(units, e.units[at].Label)
	}
	if missing := lacking(head, row); len(missing) > 0 {
		*bad = append(*bad, missing...)
		return nil
	}
	kinds := map[string]string{"再投": "re-vote", "抽签": "lot", "一票否决": "veto"}
	kind := head.Text(row, decisionKind)
	if english, ok := kinds[kind]; ok {
		kind = english
	}
	author, record := head.Text(row, decisionAuthor), head.Text(row, decisionRecord)
	if kind != "veto" {
		step := head.Text(row, decisionStep)
		e.decisions = append(e.decisions, row.Number)
		return e.in.Decide(count.Decision{Step: step, Kind: kind, Order: units, Author: author, Record: record})
	}
	if !e.book.KnowsVetoes() {
		return NewTrouble("decision.no-veto")
	}
	for _, u := range slices.Compact(units) {
		if err := e.in.Veto(count.Veto{Unit: u, Author: author, Reason: record}); err != nil {
			return err
		}
	}
	return nil
}

// lacking are the cells that a decision is none without: whom it is about, who took it, and
// where that is recorded.
func lacking(head intake.Head, row intake.Row) (bad intake.Errors) {
	for _, column := range []int{decisionUnits, decisionAuthor, decisionRecord} {
		if head.Text(row, column) == "" {
			bad = append(bad, head.Wrong(row, column, intake.CodeMissing, head.Title(column)))
		}
	}
	return bad
}
