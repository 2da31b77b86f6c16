package bundle

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"pingyi/display"
	"pingyi/voting"
)

// Published names every member of a file that was given out which says otherwise than
// the records of a session, in the version that the file is of. There are none where the
// file is of a time when results did not say their version.
func (s Stated) Published(state *voting.State) (differences []string, compared bool, err error) {
	number, is := s.version()
	if !is {
		return nil, false, nil
	}
	if most := len(state.Versions); number < 1 || number > most {
		return []string{fmt.Sprintf("results version: the records give at most %d, it says %d", most, number)}, true, nil
	}
	body, err := text(display.ResultsIn(state, number, s.Format))
	if err != nil {
		return nil, false, err
	}
	counted, err := decode(body)
	if err != nil {
		return nil, false, err
	}
	results().prune(counted, s.Format)
	return s.against(counted.(map[string]any), state.Versions), true, nil
}

// None reports whether no result was read.
func (s Stated) None() bool { return s.result == nil }

// PublishedAs is Published where a bundle's own result stands for the records, beside the
// acts that the public has. Of an earlier version that result has the counts, which every
// version rests on, and the acts give the rest; its figures are worked out elsewhere.
func (s Stated) PublishedAs(other Stated, a *Acts) (differences []string, compared bool, err error) {
	number, is := s.version()
	if own, _ := other.version(); !is || s.Format != other.Format {
		return nil, false, nil
	} else if number == own {
		return s.against(copied(other.result).(map[string]any), a.state.Versions), true, nil
	}
	if most := len(a.state.Versions); number < 1 || number > most {
		return []string{fmt.Sprintf("results version: the records give at most %d, it says %d", most, number)}, true, nil
	}
	counted, err := a.version(number, s.Format)
	if err != nil {
		return nil, false, err
	}
	said := Stated{Format: s.Format, result: copied(s.result).(map[string]any)}
	for _, path := range figures() {
		without(counted, strings.Fields(path))
		without(said.result, strings.Fields(path))
	}
	for _, path := range restsOnWithheld() {
		if !slices.Contains(figures(), path) {
			graft(counted, other.result, strings.Fields(path))
		}
	}
	inside := s.sums(a.state, display.ResultsIn(a.state, number, s.Format).Units)
	return append(said.against(counted, a.state.Versions), inside...), true, nil
}

// figures are the members that a version has otherwise than the one before it, although
// the counts are the same.
func figures() []string {
	return []string{
		"pending", "refused", "selections", "units exact", "units score", "units rank", "units rank_in_class", "units named",
		"units criteria exact", "units criteria score",
	}
}

// graft puts a member of one value in the place of that of another.
func graft(into, from any, path []string) {
	switch into := into.(type) {
	case map[string]any:
		other, _ := from.(map[string]any)
		value, there := other[path[0]]
		switch {
		case len(path) > 1:
			graft(into[path[0]], value, path[1:])
		case there:
			into[path[0]] = copied(value)
		default:
			delete(into, path[0])
		}
	case []any:
		others := list(from)
		for i, entry := range into {
			if i < len(others) {
				graft(entry, others[i], path)
			}
		}
	}
}

func (s Stated) version() (n int, is bool) {
	_, err := fmt.Sscan(fmt.Sprint(s.result["version"]), &n)
	return n, err == nil
}

// against compares the file with what is counted now. It may be older: it then tells the
// first steps of each version and an earlier checkpoint of it, and fewer records. Two members are in files of the desk
// alone, and no format is a number that was counted.
func (s Stated) against(counted map[string]any, versions []voting.Version) []string {
	said := copied(s.result).(map[string]any)
	lines := unreached(said)
	earlier(counted, said)
	sealedBefore(counted, said, versions)
	for _, both := range []any{counted, any(said)} {
		for _, path := range []string{"format", "unannounced", "void_by_reason", "phase", "versions phase", "log records", "log acted_at"} {
			without(both, strings.Fields(path))
		}
	}
	if _, says := said["replaced"]; !says {
		delete(counted, "replaced") // it was given out before
	}
	if said["final"] == false {
		delete(counted, "final")
		delete(said, "final")
	}
	return slices.Concat(lines, compare("results", counted, said))
}

// unreached names a phase that the steps beside it do not come to.
func unreached(said map[string]any) []string {
	var lines []string
	last := any(nil)
	for _, line := range list(said["versions"]) {
		version, _ := line.(map[string]any)
		last = "preparing"
		for _, step := range list(version["steps"]) {
			fields, _ := step.(map[string]any)
			last = fields["phase"]
		}
		if version["phase"] != last {
			lines = append(lines, fmt.Sprintf("results versions %v phase: the records give %s, it says %s", version["version"], brief(last), brief(version["phase"])))
		}
	}
	if said["phase"] != last {
		lines = append(lines, fmt.Sprintf("results phase: the records give %s, it says %s", brief(last), brief(said["phase"])))
	}
	return lines
}

// earlier leaves of each version as many steps as the file tells.
func earlier(counted, said map[string]any) {
	others := list(said["versions"])
	for i, line := range list(counted["versions"]) {
		version, _ := line.(map[string]any)
		if steps := list(version["steps"]); i < len(others) {
			other, _ := others[i].(map[string]any)
			version["steps"] = steps[:min(len(steps), len(list(other["steps"])))]
		}
	}
}

// sealedBefore puts in the place of each version's newest checkpoint the one that the file
// has, where the records have that too: every step brings another. Before the first step
// there may be none yet.
func sealedBefore(counted, said map[string]any, versions []voting.Version) {
	others := list(said["versions"])
	for i, line := range list(counted["versions"]) {
		version, _ := line.(map[string]any)
		if i >= len(others) || i >= len(versions) || version["checkpoint"] == nil {
			continue
		}
		other, _ := others[i].(map[string]any)
		sealed, says := other["checkpoint"].(map[string]any)
		if !says && len(list(other["steps"])) == 0 {
			delete(version, "checkpoint")
		}
		for _, seal := range versions[i].Seals {
			if fmt.Sprint(sealed["records"]) == fmt.Sprint(seal.Size) {
				version["checkpoint"] = map[string]any{
					"records": json.Number(fmt.Sprint(seal.Size)), "root": seal.Root, "code": seal.Code, "note": seal.Note,
				}
			}
		}
	}
}

func list(value any) []any {
	all, _ := value.([]any)
	return all
}
