package main

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"pingyi/app/studio"
	"pingyi/app/tally"
	"pingyi/beijing"
	"pingyi/onair"
)

// runLines says the lines of the as-run list in a language, a line each.
type runLines struct {
	lang  string
	words map[string]string // of the pages, which name the scenes
	names studio.Names
}

func (l runLines) say(key string, pairs ...string) string {
	return tally.Say(l.lang, "asrun."+key, pairs...)
}

func (l runLines) line(run onair.Run) string {
	to := "            "
	if run.Off != 0 {
		to = beijing.Frame(run.Off)
	}
	what := cmp.Or(l.words["desk.director.scene."+run.What], l.words["asrun.what."+run.What], run.What)
	line := fmt.Sprintf("%s  %s  %-8s %-7s %s", beijing.DayAndFrame(run.Air), to, run.Output, run.Layer, what)
	if about := l.names.About(run, l.words["asrun.item"], l.lang); about != "" {
		line += l.say("about", "about", about)
	}
	if phase := l.words["desk.item."+string(run.Phase)]; phase != "" {
		line += l.say("phase", "phase", phase)
	}
	if run.Take != 0 {
		if key, n := run.Stood(); n != 0 {
			line += l.say(key, "n", strconv.Itoa(n))
		}
		line += l.say("take", "take", strconv.FormatUint(run.Take, 10))
	}
	if run.Session != "" {
		line += l.say("session", "session", string(run.Session), "record", records(run))
	}
	if run.By != "" {
		line += l.say("by", "who", run.By)
	}
	if run.Late != 0 {
		line += l.say("late", "at", beijing.Frame(run.From), "ms", strconv.FormatInt(run.Late, 10))
	}
	return line + l.painted(run) + l.ended(run)
}

// records are how far the session's log went when a line began, and when it ended where that is told.
func records(run onair.Run) string {
	text := strconv.FormatUint(run.Record, 10)
	if run.Last > run.Record {
		text += "–" + strconv.FormatUint(run.Last, 10)
	}
	return text
}

// painted says whether a page has shown a line.
func (l runLines) painted(run onair.Run) string {
	switch paint := run.Paint(); paint {
	case onair.Unconfirmed:
		return ""
	case onair.WasPainted:
		said := l.say("painted", "ms", strconv.FormatInt(run.Shown-run.Air, 10))
		if host := strings.TrimSpace(run.Host + " " + run.Engine); host != "" {
			said += l.say("painted.by", "host", host)
		}
		return said
	default:
		return l.say("seen", "seen", l.words["asrun.seen."+string(paint)])
	}
}

// ended says which act ended a line, by its name in the log, and whose it was.
func (l runLines) ended(run onair.Run) string {
	if run.End == "" {
		return ""
	}
	if run.EndBy == "" {
		return l.say("ended", "act", run.End)
	}
	return l.say("ended.by", "act", run.End, "who", run.EndBy)
}
