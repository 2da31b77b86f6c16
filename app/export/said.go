package export

import "strings"

// Said says a step of a rulebook in the reader's language where there are words
// for it, and else as it is written.
func Said(sentences map[string]string, written string) string {
	said := sentences["desk.step."+written]
	fill := func(key, how, places string) string {
		return strings.NewReplacer("{how}", sentences["desk.step."+how], "{places}", strings.TrimSuffix(places, " places")).Replace(sentences["desk.step."+key])
	}
	parts := strings.Split(written, ", ")
	if how, rounds := strings.CutPrefix(parts[0], "round "); len(parts) == 3 && parts[0] == "round once" {
		said = fill("round", parts[1], parts[2])
	} else if rounds && len(parts) > 1 {
		said = fill("round.each", how, parts[1])
	}
	if said == "" {
		return written
	}
	return said
}
