package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"pingyi/app/studio"
	"pingyi/beijing"
	"pingyi/data"
	"pingyi/onair"
)

const asRunArgs = "[-output NAME] [-csv] DATA"

// asRun prints what was on each output of the control room, from when to when.
func asRun(_ context.Context, args []string, c console) error {
	flags := flagSet("asrun", asRunArgs, c)
	only := flags.String("output", "", "of this output alone")
	asCSV := flags.Bool("csv", false, "as CSV, with the times to a thousandth of a second")
	if err := flags.Parse(args); err != nil {
		return err
	}
	folder, err := oneArgument(flags, "data folder of a server")
	if err != nil {
		return err
	}
	list := onair.NewAsRun()
	if err := eachAct(folder, list.Add); err != nil {
		return err
	}
	var runs []onair.Run
	for _, run := range list.Runs() {
		if *only == "" || run.Output == onair.Name(*only) {
			runs = append(runs, run)
		}
	}
	if *asCSV {
		return writeRuns(c.out, runs)
	}
	for _, run := range runs {
		printRun(c.out, run)
	}
	return nil
}

// studioLog is the log of the control room in a server's data folder.
func studioLog(folder string) string { return filepath.Join(folder, studio.Folder, "log.db") }

// eachAct reads the log of the control room.
func eachAct(folder string, fn func(onair.Event) error) error {
	path := studioLog(folder)
	log, err := openLog(path)
	if err != nil {
		return err
	}
	defer log.Close()
	err = log.Read(0, func(seq uint64, record data.Record) error {
		e, err := onair.Decode(record)
		if err == nil {
			err = fn(e)
		}
		if err != nil {
			return fmt.Errorf("record %d: %w", seq, err)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func printRun(out io.Writer, run onair.Run) {
	to := "            "
	if run.Off != 0 {
		to = beijing.Frame(run.Off)
	}
	line := fmt.Sprintf("%s  %s  %-8s %-7s %s", beijing.DayAndFrame(run.Air), to, run.Output, run.Layer, run.What)
	if about := about(run.Cue); about != "" {
		line += " (" + about + ")"
	}
	if run.Take != 0 {
		line += fmt.Sprintf(", step %d, take %d", run.Cue.Step, run.Take)
	}
	if run.Session != "" {
		line += fmt.Sprintf(", %s at record %d", run.Session, run.Record)
	}
	line += by(", by ", run.By)
	if run.Late != 0 {
		line += fmt.Sprintf(", decided %s and shown %d ms later", beijing.Frame(run.From), run.Late)
	}
	line += painted(run)
	if run.End != "" {
		line += ", ended: " + run.End + by(" by ", run.EndBy)
	}
	fmt.Fprintln(out, line)
}

// painted says whether a page has shown a line.
func painted(run onair.Run) string {
	switch run.Paint() {
	case onair.WasPainted:
		return fmt.Sprintf(", painted after %d ms", run.Shown-run.Air) + by(" by ", strings.TrimSpace(run.Host+" "+run.Engine))
	case onair.Covered:
		return ", never painted: gone again in the next picture"
	case onair.WasEmpty:
		return ", painted, with nothing to show"
	case onair.Recalled:
		return ", taken off before the delay was over"
	}
	return ""
}

func by(word, who string) string {
	if who == "" {
		return ""
	}
	return word + who
}

// about says what a cue is about, in a few words.
func about(cue onair.Cue) string {
	var parts []string
	if cue.Item != 0 {
		parts = append(parts, fmt.Sprint("item ", cue.Item))
	}
	for _, part := range append([]string{string(cue.Unit), string(cue.Other), cue.List}, cue.Text...) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " / ")
}

// writeRuns writes the list as CSV.
func writeRuns(out io.Writer, runs []onair.Run) error {
	w := csv.NewWriter(out)
	rows := [][]string{{
		"output", "layer", "what", "about", "step", "take", "session", "record", "from", "to", "by", "painted", "ended", "ended_by",
		"delay_ms", "air_from", "air_to", "seen", "painted_by", "engine", "painted_record",
	}}
	for _, run := range runs {
		rows = append(rows, []string{
			string(run.Output), string(run.Layer), run.What, about(run.Cue), strconv.Itoa(run.Cue.Step), strconv.FormatUint(run.Take, 10),
			string(run.Session), strconv.FormatUint(run.Record, 10), moment(run.From), moment(run.To), run.By, moment(run.Shown), run.End, run.EndBy,
			strconv.FormatInt(run.Late, 10), moment(run.Air), moment(run.Off), string(run.Paint()), run.Host, run.Engine, strconv.FormatUint(run.Seq, 10),
		})
	}
	return w.WriteAll(rows)
}

// moment writes a time for machines, "" for none.
func moment(at int64) string {
	if at == 0 {
		return ""
	}
	return beijing.MomentAndFrame(at)
}
