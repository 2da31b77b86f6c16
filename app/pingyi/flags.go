package main

import (
	"flag"
	"io"
	"regexp"
	"strings"

	"pingyi/app/tally"
)

// flagSet makes the flags of a sub-command; errors are returned, not fatal. What they are for stands in the words.
func flagSet(name, usage string, c console) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(bothLanguages{c.err})
	flags.Usage = func() { printUsage(flags, usage, c) }
	return flags
}

// flagErrors are the sentences of package flag, which speaks English alone, and the keys
// of ours.
var flagErrors = []struct {
	said *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^flag provided but not defined: (-.*)$`), "flag.unknown"},
	{regexp.MustCompile(`^flag needs an argument: (-.*)$`), "flag.argument"},
	{regexp.MustCompile(`^bad flag syntax: (.*)$`), "flag.syntax"},
	{regexp.MustCompile(`^invalid (?:boolean )?value "(.*)" for (?:flag )?(-[^:]*): .*$`), "flag.value"},
}

// inBothLanguages puts the Chinese beside an error of package flag. Which language is
// wanted is not known: what would have said it was not read.
func inBothLanguages(text string) string {
	for _, known := range flagErrors {
		if found := known.said.FindStringSubmatch(text); found != nil {
			return text + "\n" + tally.Say("zh", known.key, "name", found[len(found)-1], "value", found[1])
		}
	}
	return text
}

// bothLanguages is where package flag speaks.
type bothLanguages struct{ io.Writer }

// Write takes what is one sentence at a time.
func (b bothLanguages) Write(said []byte) (int, error) {
	line, end := strings.CutSuffix(string(said), "\n")
	if end {
		line = inBothLanguages(line) + "\n"
	}
	_, err := io.WriteString(b.Writer, line)
	return len(said), err
}
