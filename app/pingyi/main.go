// Command pingyi runs open appraisal sessions: the server, its rehearsals, and
// the tools by which anyone can look at a log again.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// command is one sub-command. run returns an error that was not yet printed, or
// errReported.
type command struct {
	name, args, help string
	run              func(ctx context.Context, args []string, out console) error
}

// console is where a command speaks.
type console struct {
	in       io.Reader
	out, err io.Writer
}

// errReported ends a command with status 1 when it has said why itself.
var errReported = errors.New("reported")

const benchArgs = "[-small] [flags]"

func commands() []command {
	return []command{
		{"demo", demoArgs, "an evening that plays by itself, to watch and to join, compared at its end with its expected result: a sample by its kind, or a scenario's folder", demo},
		{"serve", serveArgs, "the server; see pingyi help config for its settings", serve},
		{"account", accountArgs, "add a person who may log in at the desk, or set a new password", addAccount},
		{"rehearse", rehearseArgs, "drive a scenario through the real server and compare with its expected results", rehearseScenario},
		{"count", countArgs, "a calculator: rulebook and marks in, result out, without server or log", countFiles},
		{"rulebook", rulebookArgs, "check: name every fault of a rulebook at once and how to mend it, or read it out; translate: write an old one as version 2", rulebookCommand},
		{"programme", programmeArgs, "the ready-made sessions: which there are, what one is, or a folder with its rulebook and blank lists to be edited", programmeCommand},
		{"replay", replayArgs, "fold a log and print the board at any record, or what an output of the control room showed at any moment", replay},
		{"asrun", asRunArgs, "what was on each output of the control room, from when to when, with the log position of every number", asRun},
		{"bundle", bundleArgs, "write the audit bundle of a session: plain files that anyone can check offline", makeBundle},
		{"export", exportArgs, "write the results of a session as a workbook, CSV, JSON or an SQLite file, from a stopped server's data, a log or a bundle", exportResults},
		{"explain", explainArgs, "how a figure of a result came about, from the counts up, in the words of the desk: a score, a rank, or why a unit is on a list or not", explain},
		{"verify", verifyArgs, "check a log or a bundle: tree, signatures, order; recount it and compare with what was published; look a receipt up", verify},
		{"bench", benchArgs, "measure, each figure as a ratio in one run", runBench},
		{"health", healthArgs, "ask a running server whether it can take votes, or only whether it answers", health},
		{"help", "[config]", "this text, or every setting of the server", nil},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	signal.Ignore(syscall.SIGPIPE) // it would end the process before what it began is cleared away; see reader
	os.Exit(run(ctx, os.Args[1:], console{in: os.Stdin, out: os.Stdout, err: os.Stderr}))
}

// run finds the sub-command and turns its error into an exit status.
func run(ctx context.Context, args []string, c console) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		return printHelp(args, c.out)
	}
	for _, cmd := range commands() {
		if cmd.name != args[0] || cmd.run == nil {
			continue
		}
		ctx, left := context.WithCancel(ctx)
		defer left()
		c.out = reader{c.out, left}
		err := cmd.run(ctx, args[1:], c)
		switch {
		case err == nil, errors.Is(err, flag.ErrHelp):
			return 0
		case errors.Is(err, syscall.EPIPE) && ctx.Err() != nil: // nobody reads on, as behind "| head"
		case !errors.Is(err, errReported):
			fmt.Fprintf(c.err, "pingyi %s: %s\n", cmd.name, inBothLanguages(err.Error()))
		}
		return 1
	}
	fmt.Fprintf(c.err, "pingyi: there is no command %q; see pingyi help\n", args[0])
	return 2
}
