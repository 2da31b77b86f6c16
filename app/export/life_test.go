package export

import (
	"testing"

	"pingyi/display"
	"pingyi/tests/evenings"
	"pingyi/voting"
)

// TestTheLifeOfAResultIsInTables: what people added, what is outstanding, and every
// phase of every version.
func TestTheLifeOfAResultIsInTables(t *testing.T) {
	words := sentences(t, "en")
	for _, c := range []struct {
		state *voting.State
		query string
		want  string
	}{
		{evenings.State(t, "result", "item-revealed", 1), `SELECT kind, subject FROM outstanding`, "figures | 日常\nitem | 2"},
		{evenings.State(t, "result", "figures-entered", 1), `SELECT kind, subject, units FROM outstanding`, "lot | 名次 | W001 W002"},
		{evenings.State(t, "result", "result-announced", 2), `SELECT count(*) FROM outstanding`, "0"},
		{evenings.State(t, "result", "result-announced", 2), `SELECT version, phase, reason, actor, role FROM versions WHERE version = 2`,
			"2 | preparing | 统计局来函 | 组织者 | organizer\n2 | confirmed | <nil> | 监票人 | scrutineer\n2 | announced | <nil> | 组织者 | organizer"},
		{evenings.State(t, "result", "result-announced", 2), `SELECT count(*), max(days) FROM versions WHERE version = 1`, "5 | 7"},
		{evenings.State(t, "result", "result-announced", 2), `SELECT kind, subject, units, author, record, reason FROM given`,
			"figures | 日常 | <nil> | <nil> | 市统计局更正函 | <nil>\nlot | 名次 | W002 W001 | 监票人李明 | 抽签记录一 | <nil>\nveto | <nil> | W002 | 市纪委监委 | <nil> | 重大责任事故"},
		{evenings.State(t, "result", "result-announced", 2), `SELECT place, figure_text FROM figures WHERE subject = '日常' ORDER BY place LIMIT 1`, "W001 | 90"},
		{evenings.State(t, "result", "result-announced", 2), `SELECT version, phase FROM session`, "2 | announced"},
	} {
		db := open(t, Of(resultsOf(c.state), Also{}, words).database(t))
		if got := ask(t, db, c.query); got != c.want {
			t.Errorf("%s\n gives %s\n want  %s", c.query, got, c.want)
		}
	}
}

// TestNobodyTakesOneVersionForAnother reads the version off the name of a file, and
// that it was not announced.
func TestNobodyTakesOneVersionForAnother(t *testing.T) {
	draft, announced := evenings.State(t, "result", "result-confirmed", 2), evenings.State(t, "result", "result-announced", 2)
	for _, c := range []struct {
		results display.Results
		want    string
	}{
		{display.ResultsOf(evenings.State(t, "result", "item-revealed", 1)), "-v1-unannounced"},
		{display.ResultsOf(evenings.State(t, "result", "result-confirmed", 1)), "-v1-unannounced"},
		{display.ResultsOf(evenings.State(t, "result", "result-announced", 1)), "-v1"},
		{display.ResultsOf(draft), "-v1"},
		{display.ResultsOfVersion(draft, 2), "-v2-unannounced"},
		{display.ResultsOf(announced), "-v2"},
		{display.ResultsOfVersion(announced, 1), "-v1-replaced"},
	} {
		if got := Edition(c.results); got != c.want {
			t.Errorf("version %d in phase %s is called %s, want %s", c.results.Version, c.results.Phase, got, c.want)
		}
	}
}
