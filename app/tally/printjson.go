package tally

import (
	"encoding/json"
	"io"
	"slices"

	"pingyi/voting/count"
)

// The shape of the JSON output. It is described in docs/COUNT.md; keys are added,
// never renamed.
type (
	jsonOutcome struct {
		Format      int            `json:"format"`
		Rulebook    jsonBook       `json:"rulebook"`
		Ballots     map[string]any `json:"ballots"`
		Void        []jsonVoid     `json:"void"`
		Replaced    int            `json:"replaced"`
		Units       []jsonUnit     `json:"units"`
		Results     []jsonTable    `json:"results"`
		Pending     []jsonPending  `json:"pending"`
		Vetoes      []jsonVeto     `json:"vetoes"`
		Decisions   []jsonDecision `json:"decisions"`
		Explanation []jsonLine     `json:"explanation,omitempty"`
	}
	jsonBook struct {
		Title       string `json:"title"`
		SHA256      string `json:"sha256"`
		Translation string `json:"translation_sha256,omitempty"` // of an old rulebook
	}
	jsonVoid struct {
		Reason  string `json:"reason"`
		Ballots int    `json:"ballots"`
		Rows    int    `json:"rows"`
	}
	jsonUnit struct {
		Unit    string       `json:"unit"`
		Name    string       `json:"name,omitempty"`
		Class   string       `json:"class,omitempty"`
		Session string       `json:"session,omitempty"`
		Ballots *jsonBallots `json:"ballots,omitempty"`
	}
	jsonBallots struct {
		Collected *int64 `json:"collected"` // null when nobody gave it
		Valid     *int64 `json:"valid"`
	}
	jsonTable struct {
		Name  string     `json:"name"`
		Table string     `json:"table"`
		Axes  []string   `json:"axes"`
		Cells []jsonCell `json:"cells"`
	}
	jsonCell struct {
		At      []string `json:"at"`
		Printed *string  `json:"printed"` // null without a value
		Exact   string   `json:"exact,omitempty"`
		Waits   []string `json:"waits,omitempty"` // the steps with ties that it waits for: it is not settled
	}
	jsonPending struct {
		Step  string   `json:"step"`
		Kind  string   `json:"kind"`
		Where []string `json:"where,omitempty"` // a label for each axis beside the unit's, such as the criterion
		Units []string `json:"units"`
		Lists []string `json:"lists,omitempty"` // that rest on the step, and are not settled either
	}
	jsonVeto struct {
		Unit   string `json:"unit"`
		Author string `json:"author"`
		Reason string `json:"reason"`
	}
	jsonDecision struct {
		Step   string     `json:"step"`
		Kind   string     `json:"kind"`
		Where  []string   `json:"where,omitempty"`
		Order  []string   `json:"order"`
		Level  [][]string `json:"level,omitempty"` // those whom it left level with each other
		Author string     `json:"author"`
		Record string     `json:"record"`
	}
	jsonLine struct {
		Table   string   `json:"table"`
		At      []string `json:"at"`
		Exact   string   `json:"exact"`
		Printed string   `json:"printed"`
		Chinese string   `json:"zh"`
		English string   `json:"en"`
		From    []int    `json:"from,omitempty"` // lines, the first is 1
	}
)

func (o *Outcome) printJSON(out io.Writer, figures []figure, chain []count.Line) error {
	doc := jsonOutcome{
		Format: 1, Rulebook: jsonBook{o.Book.Title(), o.Book.Hash(), o.Book.TranslationHash()}, Ballots: make(map[string]any), Void: []jsonVoid{},
		Replaced: o.Replaced, Units: o.jsonUnits(), Results: []jsonTable{}, Pending: []jsonPending{}, Vetoes: []jsonVeto{}, Decisions: []jsonDecision{},
	}
	for _, one := range o.turnout() {
		doc.Ballots[one.name] = nil
		if one.known {
			doc.Ballots[one.name] = json.Number(one.value)
		}
	}
	for _, s := range o.Spoilt {
		if s.Ballots+s.Rows > 0 {
			doc.Void = append(doc.Void, jsonVoid(s))
		}
	}
	for _, f := range figures {
		doc.Results = append(doc.Results, o.tableJSON(f))
	}
	for _, p := range o.Result.Pending() {
		doc.Pending = append(doc.Pending, jsonPending{p.Step, p.Kind, p.Where, p.Units, o.waiting(p.Step)})
	}
	for _, v := range o.Result.Vetoes() {
		doc.Vetoes = append(doc.Vetoes, jsonVeto(v))
	}
	for _, d := range o.Result.Decisions() {
		doc.Decisions = append(doc.Decisions, jsonDecision(d))
	}
	for _, l := range chain {
		one := jsonLine{Table: l.Table, At: l.At, Exact: l.Exact, Printed: l.Printed, Chinese: l.Chinese, English: l.English}
		for _, n := range l.From {
			one.From = append(one.From, n+1)
		}
		doc.Explanation = append(doc.Explanation, one)
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", " ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(doc)
}

func (o *Outcome) jsonUnits() []jsonUnit {
	units := []jsonUnit{}
	each := o.Book.Sheet() == "one unit"
	for _, u := range o.units {
		one := jsonUnit{Unit: u.Label, Name: o.unit(u.Label).name, Class: u.Class, Session: u.Session}
		if each && o.told.of(tableCollected, u.Label) {
			one.Ballots = &jsonBallots{o.ofUnit(tableCollected, u.Label), o.ofUnit(tableValid, u.Label)}
		}
		units = append(units, one)
	}
	return units
}

func (o *Outcome) ofUnit(table, unit string) *int64 {
	if !o.told.of(table, unit) {
		return nil
	}
	n := o.sums[table][unit]
	return &n
}

func (o *Outcome) tableJSON(f figure) jsonTable {
	t := jsonTable{Name: f.key, Table: f.table.Name(), Axes: f.table.Axes(), Cells: []jsonCell{}}
	isFigure := numeric(f.table)
	f.table.Each(func(labels []string, c count.Cell) bool {
		one := jsonCell{At: labels}
		if c = o.cell(f.table, labels, c); c.Has() {
			text := c.Text
			one.Printed = &text
			if isFigure {
				one.Exact = c.Before().RatString()
			}
			for _, p := range o.Result.Waits(o.unsettled(), f.table, labels) {
				if !slices.Contains(one.Waits, p.Step) {
					one.Waits = append(one.Waits, p.Step)
				}
			}
		}
		t.Cells = append(t.Cells, one)
		return true
	})
	return t
}
