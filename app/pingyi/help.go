package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"pingyi/app"
	"pingyi/app/tally"
)

// askedLanguage is what stands behind the last -lang, wherever it stands: whoever asks for help, or makes a
// mistake, has not had all flags read. Without one it is Chinese.
func askedLanguage(args []string) (lang string, asked bool) {
	lang = "zh"
	for n, arg := range args {
		name, value, written := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
		if name != "-lang" && (name != "lang" || !strings.HasPrefix(arg, "-")) {
			continue
		}
		if !written && n+1 < len(args) {
			value = args[n+1]
		}
		if value == "en" || value == "zh" {
			lang, asked = value, true
		}
	}
	return lang, asked
}

// asksHelp tells whether somebody wants to know how a command is used.
func asksHelp(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		return slices.Contains([]string{"-h", "--h", "-help", "--help"}, arg)
	})
}

func printHelp(args []string, c console) int {
	if slices.Contains(args, "config") {
		app.WriteHelp(c.out, c.lang)
		return 0
	}
	say := func(key string) string { return tally.Say(c.lang, "help."+key) }
	fmt.Fprint(c.out, say("title"), "\n\n")
	for _, cmd := range commands() {
		fmt.Fprintf(c.out, "  pingyi %s %s\n\t%s\n", cmd.name, cmd.args, say("do."+cmd.name))
	}
	fmt.Fprint(c.out, "\n", say("foot"), "\n")
	return 0
}

// printUsage tells how one command is used, and its flags.
func printUsage(flags *flag.FlagSet, args string, c console) {
	fmt.Fprintln(c.err, tally.Say(c.lang, "help.usage", "name", flags.Name(), "args", args))
	fmt.Fprintf(c.err, "\t%s\n", tally.Say(c.lang, "help.do."+flags.Name()))
	flags.VisitAll(func(f *flag.Flag) { printFlag(c.err, c.lang, flags.Name(), f) })
}

// printFlag tells one flag as package flag does, which knows no Chinese. What the flag itself says
// is what its sentence cannot know.
func printFlag(out io.Writer, lang, command string, f *flag.Flag) {
	text := tally.Say(lang, "help.flag."+command+"."+f.Name, "said", f.Usage)
	switch {
	case text == "" && f.Name == "lang":
		text = tally.Say(lang, "help.flag.lang")
	case text == "": // a setting of the server, which says its name in the environment
		text = app.SettingHelp(lang, f.Name) + tally.Say(lang, "help.env", "said", f.Usage)
	}
	kind, text := flag.UnquoteUsage(&flag.Flag{Usage: text, Value: f.Value})
	if said := tally.Say(lang, "help.kind."+kind); said != "" {
		kind = said
	}
	if !slices.Contains([]string{"", "0", "false"}, f.DefValue) {
		text += tally.Say(lang, "help.default", "value", f.DefValue)
	}
	fmt.Fprintf(out, "  %s\n\t%s\n", strings.TrimSpace("-"+f.Name+" "+kind), text)
}

// oneArgument returns the only argument left after the flags.
func oneArgument(flags *flag.FlagSet, what string) (string, error) {
	if flags.NArg() != 1 {
		flags.Usage()
		return "", fmt.Errorf("want one %s, got %d arguments", what, flags.NArg())
	}
	return flags.Arg(0), nil
}
