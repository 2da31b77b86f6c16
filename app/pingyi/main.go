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
	"strings"
	"syscall"

	"pingyi/app/tally"
)

// command is one sub-command. run returns an error that was not yet printed, or
// errReported.
type command struct {
	name, args string
	run        func(ctx context.Context, args []string, out console) error
}

// console is where a command speaks, and in which language.
type console struct {
	in       io.Reader
	out, err io.Writer
	lang     string
	asked    bool // somebody has said which
}

// tell prints a sentence of the words; pairs of name and value fill its {name}s.
func (c console) tell(key string, pairs ...string) {
	fmt.Fprintln(c.out, tally.Say(c.lang, key, pairs...))
}

// errReported ends a command with status 1 when it has said why itself.
var errReported = errors.New("reported")

const benchArgs = "[-lang zh|en] [-small] [flags]"

func commands() []command {
	return []command{
		{"demo", demoArgs, demo},
		{"serve", serveArgs, serve},
		{"account", accountArgs, addAccount},
		{"rehearse", rehearseArgs, rehearseScenario},
		{"count", countArgs, countFiles},
		{"rulebook", rulebookArgs, rulebookCommand},
		{"programme", programmeArgs, programmeCommand},
		{"replay", replayArgs, replay},
		{"asrun", asRunArgs, asRun},
		{"bundle", bundleArgs, makeBundle},
		{"export", exportArgs, exportResults},
		{"explain", explainArgs, explain},
		{"verify", verifyArgs, verify},
		{"bench", benchArgs, runBench},
		{"health", healthArgs, health},
		{"help", "[config]", nil},
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
	c.lang, c.asked = askedLanguage(args)
	if len(args) == 0 || args[0] == "help" || strings.HasPrefix(args[0], "-") && asksHelp(args) {
		return printHelp(args, c)
	}
	for _, cmd := range commands() {
		if cmd.name != args[0] || cmd.run == nil {
			continue
		}
		ctx, left := context.WithCancel(ctx)
		defer left()
		c.out = reader{c.out, left}
		args = args[1:]
		if asksHelp(args) {
			args = []string{"-h"} // wherever it stands: the language may stand behind it
		}
		err := cmd.run(ctx, args, c)
		switch {
		case err == nil, errors.Is(err, flag.ErrHelp):
			return 0
		case errors.Is(err, syscall.EPIPE) && ctx.Err() != nil: // nobody reads on, as behind "| head"
		default:
			c.complain(cmd.name, err)
		}
		return 1
	}
	for _, lang := range []string{"en", "zh"} {
		if !c.asked || c.lang == lang {
			fmt.Fprintf(c.err, "pingyi: %s\n", tally.Say(lang, "help.no-command", "name", args[0]))
		}
	}
	return 2
}
