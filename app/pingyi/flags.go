package main

import (
	"flag"
	"io"
	"regexp"
	"strings"

	"pingyi/app/tally"
)

// flagSet makes the flags of a sub-command, of which each has -lang; errors are returned, not fatal. What
// they are for stands in the words.
func flagSet(name, usage string, c console) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.String("lang", "zh", "")
	flags.SetOutput(flagVoice{c})
	flags.Usage = func() { printUsage(flags, usage, c) }
	return flags
}

// parse reads the flags. The console has found out the language before, because what is wrong with them is
// said in it too.
func parse(flags *flag.FlagSet, args []string) error {
	if err := flags.Parse(args); err != nil {
		return err
	}
	if lang := flags.Lookup("lang").Value.String(); lang != "zh" && lang != "en" {
		return tally.NewTrouble("lang", "name", lang)
	}
	return nil
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

// flagError says an error of package flag, in both languages to whoever has not said which; of other
// errors it knows nothing.
func (c console) flagError(text string) (string, bool) {
	for _, known := range flagErrors {
		found := known.said.FindStringSubmatch(text)
		switch {
		case found == nil:
			continue
		case c.asked && c.lang == "en":
			return text, true
		}
		zh := tally.Say("zh", known.key, "name", found[len(found)-1], "value", found[1])
		if c.asked {
			return zh, true
		}
		return text + "\n" + zh, true
	}
	return text, false
}

// flagVoice is where package flag speaks.
type flagVoice struct{ console }

// Write takes what is one sentence at a time.
func (v flagVoice) Write(said []byte) (int, error) {
	line, end := strings.CutSuffix(string(said), "\n")
	if end {
		line, _ = v.flagError(line)
		line += "\n"
	}
	_, err := io.WriteString(v.err, line)
	return len(said), err
}
