package main

import (
	"errors"
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

// complain says what went wrong, unless a command has said it itself.
func (c console) complain(command string, err error) {
	if err = told(err, c.lang, c.err); errors.Is(err, errReported) {
		return
	}
	text, known := c.flagError(err.Error())
	if !known {
		text = tally.NewInterpreter(c.lang).Say(text)
	}
	fmt.Fprintf(c.err, "pingyi %s: %s\n", command, text)
}
