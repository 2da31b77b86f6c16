package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
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
	runs := studio.RunsOf(list.Runs(), onair.Name(*only))
	if *asCSV {
		return studio.WriteRuns(c.out, runs)
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
	if about := studio.About(run.Cue, "item"); about != "" {
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
