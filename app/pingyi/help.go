package main

import (
	"flag"
	"fmt"
	"io"

	"pingyi/app"
)

func printHelp(args []string, out io.Writer) int {
	if len(args) > 1 && args[1] == "config" {
		app.WriteHelp(out)
		return 0
	}
	fmt.Fprint(out, "pingyi 评议: open appraisal sessions, from QR card to television screen\n\n")
	for _, cmd := range commands() {
		fmt.Fprintf(out, "  pingyi %s %s\n\t%s\n", cmd.name, cmd.args, cmd.help)
	}
	fmt.Fprint(out, `
A flag may be written -flag or --flag. [flags] are more of them: pingyi COMMAND -h tells all.
DATA is the data folder of a server that is stopped, LOG the log.db of a session, BUNDLE the folder of its
audit bundle (explain also takes the .zip that the desk sends).
`)
	return 0
}

// oneArgument returns the only argument left after the flags.
func oneArgument(flags *flag.FlagSet, what string) (string, error) {
	if flags.NArg() != 1 {
		flags.Usage()
		return "", fmt.Errorf("want one %s, got %d arguments", what, flags.NArg())
	}
	return flags.Arg(0), nil
}
