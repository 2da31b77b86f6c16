package intake

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"pingyi/voting"
)

// ballotFiles are the names that a file of ballots may have in a scenario: one unit a
// line, a whole form a line, or the units that somebody chose.
func ballotFiles(rb voting.Rulebook) []string {
	switch {
	case rb.Lists != nil:
		return []string{"meeting-ballots.jsonl", "ballots.jsonl"}
	case rb.AllUnits:
		return []string{"ballots.txt"}
	}
	return []string{"ballots.jsonl"}
}

// readForm takes one line with a whole form. Of grades it is the representative's
// number and a digit for each row, - for a blank; of a choice {"rep": "M00001", and by
// list the units: "best": ["B01"]}. A ballot that is void is one all the same.
func (r *ballotReader) readForm(line []byte) {
	r.line++
	if line = bytes.TrimSpace(line); len(line) == 0 {
		return
	}
	number, marks, ok := "", voting.Marks(""), false
	if r.rules.Lists != nil {
		number, marks, ok = r.chosen(line)
	} else {
		number, marks, ok = r.filledIn(string(line))
	}
	if !ok {
		return
	}
	rep, known := r.reps[number]
	switch {
	case !known:
		r.wrong(CodeBallotRep, number)
	case len(r.ballots) >= maxBallots:
		r.wrong(CodeTooLong, "", strconv.Itoa(maxBallots))
	default:
		r.ballots = append(r.ballots, ScenarioBallot{Rep: rep, Marks: marks})
	}
}

func (r *ballotReader) filledIn(line string) (rep string, marks voting.Marks, ok bool) {
	rep, text, _ := strings.Cut(line, " ")
	marks, err := voting.ParseMarks(strings.TrimSpace(text))
	if err != nil || len(marks) != r.rows {
		said := detail("marks")
		for i := range said {
			said[i] = strings.ReplaceAll(said[i], "{n}", strconv.Itoa(r.rows))
		}
		r.wrong(CodeBallot, "", said...)
		return "", "", false
	}
	for _, mark := range []byte(marks) {
		if mark != voting.Absent && int(mark) >= r.grades {
			r.wrong(CodeBallotGrade, strconv.Itoa(int(mark)), strconv.Itoa(r.grades-1))
			return "", "", false
		}
	}
	return rep, marks, true
}

func (r *ballotReader) chosen(line []byte) (rep string, marks voting.Marks, ok bool) {
	fields := make(map[string]json.RawMessage)
	err := decodeStrictly(line, &fields)
	if err == nil {
		err = json.Unmarshal(fields["rep"], &rep)
	}
	if err != nil {
		r.wrong(CodeBallot, "", detail("lists")...)
		return "", "", false
	}
	delete(fields, "rep")
	ticks := bytes.Repeat([]byte{voting.Absent}, r.rows)
	for k, list := range r.rules.Lists {
		var units []string
		if text, said := fields[list.Label]; said && json.Unmarshal(text, &units) != nil {
			r.wrong(CodeBallot, list.Label, detail("list of units")...)
			return "", "", false
		}
		delete(fields, list.Label)
		for _, unit := range units {
			place, known := r.order[unit]
			if !known {
				r.wrong(CodeBallotUnit, unit)
				return "", "", false
			}
			ticks[k*len(r.order)+place] = voting.Tick
		}
	}
	for _, list := range slices.Sorted(maps.Keys(fields)) {
		r.wrong(CodeList, list, r.listLabels())
		return "", "", false
	}
	return rep, voting.Marks(ticks), true
}

// listLabels are the lists of the ballot, as its file has them.
func (r *ballotReader) listLabels() string {
	var labels []string
	for _, list := range r.rules.Lists {
		labels = append(labels, list.Label)
	}
	return strings.Join(labels, ", ")
}
