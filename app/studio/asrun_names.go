package studio

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"pingyi/onair"
	"pingyi/voting"
)

// Names is what the lines of the as-run list need to know of the sessions they are about: the log of the
// control room has numbers alone, and knows of no correction.
type Names map[voting.SessionID]SessionNames

// SessionNames is what they need to know of one.
type SessionNames struct {
	rules       voting.Rulebook
	units       map[voting.UnitID]string
	items       map[voting.ItemID]voting.UnitID
	corrections []correction
}

// correction is a version of the result that took the place of one that was announced.
type correction struct {
	version int
	reason  string
	by      string
	at      int64 // Unix milliseconds
	record  uint64
}

// Learn adds a session.
func (n Names) Learn(id voting.SessionID, s *voting.State) {
	of := SessionNames{rules: s.Session.Rulebook, units: make(map[voting.UnitID]string), items: make(map[voting.ItemID]voting.UnitID)}
	for _, unit := range s.Session.Units {
		of.units[unit.ID] = unit.Name
	}
	for _, item := range s.Items {
		of.items[item.ID] = item.Unit
	}
	for _, version := range s.Versions[min(1, len(s.Versions)):] {
		for i, step := range version.Steps {
			if step.Phase != voting.VersionAnnounced {
				continue
			}
			c := correction{version: version.Number, reason: version.Reason, by: step.By, at: step.At * 1000}
			if seal := i + 1; seal < len(version.Seals) { // the first is of its beginning
				c.record = version.Seals[seal].Size - 1 // it covers the announcement
			}
			of.corrections = append(of.corrections, c)
		}
	}
	n[id] = of
}

// SessionsOf are the sessions that lines are about.
func SessionsOf(runs []onair.Run) []voting.SessionID {
	var ids []voting.SessionID
	for _, run := range runs {
		if run.Session != "" && !slices.Contains(ids, run.Session) {
			ids = append(ids, run.Session)
		}
	}
	return ids
}

// About says what a line is about, in a few words: a unit by its number and its name, a list by what readers of
// the language call it, and as its cue does to programs, which have none. The word item stands before the number of an item.
func (n Names) About(run onair.Run, item, lang string) string {
	cue, of := run.Cue, n[run.Session]
	var parts []string
	if cue.Item != 0 {
		parts = append(parts, fmt.Sprint(item, " ", cue.Item))
		if unit := of.items[cue.Item]; unit != "" && unit != cue.Unit && unit != cue.Other {
			parts = append(parts, of.unit(unit))
		}
	}
	for _, part := range append([]string{of.unit(cue.Unit), of.unit(cue.Other), of.list(cue.List, lang)}, cue.Text...) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " / ")
}

// list is what readers call what a cue names: a list of the rulebook, of a class where each has its own.
func (s SessionNames) list(name, lang string) string {
	if lang == "" || name == "" || len(s.units) == 0 {
		return name
	}
	called, class, _ := strings.Cut(name, "/")
	for _, result := range s.rules.ListResults() {
		table := s.rules.ResultTable(result)
		if slices.Contains([]string{result, table, s.rules.NameIn("en", table)}, called) { // whoever cued it typed any of them
			return strings.TrimSpace(s.rules.NameIn(lang, table) + " " + class)
		}
	}
	return name
}

// unit is the number of a unit with its name, or alone where that is not known.
func (s SessionNames) unit(id voting.UnitID) string {
	return strings.TrimSpace(string(id) + " " + s.units[id])
}

// WithCorrections puts a line of its own among those of each output that was about a session when a
// correction of its result was announced: from then on the same scene has other numbers. Acts of a session are known
// to the second.
func (n Names) WithCorrections(runs []onair.Run) []onair.Run {
	all := slices.Clone(runs)
	for _, run := range runs {
		if run.What != onair.RunTuned {
			continue
		}
		for _, c := range n[run.Session].corrections {
			if c.at+999 < run.From || run.To != 0 && c.at >= run.To {
				continue
			}
			line := run
			line.What, line.By, line.Record, line.Cue = onair.RunCorrected, c.by, c.record, onair.Cue{Text: []string{fmt.Sprint("v", c.version), c.reason}}
			line.From, line.To, line.Air, line.Off = c.at, c.at, c.at+run.Late, c.at+run.Late
			line.End, line.EndBy, line.Shown, line.Seq, line.Host, line.Engine = "", "", 0, 0, "", ""
			all = append(all, line)
		}
	}
	slices.SortStableFunc(all, func(x, y onair.Run) int { return cmp.Compare(x.From, y.From) })
	return all
}

// names learns of the sessions that lines are about what the server knows of them.
func (s *Studio) names(runs []onair.Run) Names {
	names := make(Names)
	for _, id := range SessionsOf(runs) {
		house{s}.look(id, func(state *voting.State) { names.Learn(id, state) })
	}
	return names
}
