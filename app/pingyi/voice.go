package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"strings"

	"pingyi/app/tally"
	"pingyi/voting"
)

// voice says in one language what a check found.
type voice struct {
	lang  string
	found *tally.Interpreter
}

func newVoice(lang string) voice { return voice{lang, tally.NewInterpreter(lang)} }

// words is a sentence of the check; pairs of name and value fill its {name}s.
func (v voice) words(key string, pairs ...string) string {
	return tally.Say(v.lang, "verify."+key, pairs...)
}

// figures lists the names of figures. Those that the program gives are said in the
// language. Others a rulebook knows by two names, that of the result and that of the table
// behind it, which is in the language of the rulebook: in Chinese it is the one to be told.
func (v voice) figures(rb voting.Rulebook, names []string) string {
	said := make([]string, len(names))
	for i, name := range names {
		said[i] = v.words("figure." + name)
		if table := rb.ResultTable(name); said[i] == "" && v.lang != "en" && table != "" {
			said[i] = table
		} else if said[i] == "" {
			said[i] = name
		}
	}
	return strings.Join(said, v.words("comma"))
}

// parseSpoken reads the flags of a command that speaks both languages.
func parseSpoken(flags *flag.FlagSet, args []string, lang *string) error {
	asked := flags.String("lang", "zh", "")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *asked != "zh" && *asked != "en" {
		return tally.NewTrouble("lang", "name", *asked)
	}
	*lang = *asked
	return nil
}

// spoken says what went wrong in the language that was asked for. Without one the
// flags could not be read: the sentences for that are in both.
func spoken(command string, err error, lang string, c console) error {
	if err == nil || errors.Is(err, errReported) || errors.Is(err, flag.ErrHelp) {
		return err
	}
	if err = told(err, cmp.Or(lang, "zh"), c.err); lang == "" || errors.Is(err, errReported) {
		return err
	}
	fmt.Fprintf(c.err, "pingyi %s: %s\n", command, tally.NewInterpreter(lang).Say(err.Error()))
	return errReported
}
