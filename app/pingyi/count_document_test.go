package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what the commands print into docs/COUNT.md")

// TestCountDocument runs every command of docs/COUNT.md beside the files that
// its section shows, and compares what it prints with what stands below it.
func TestCountDocument(t *testing.T) {
	t.Parallel()
	const name = "../../docs/COUNT.md"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```([a-z]+)( [^\n]*)?\n(.*?)```")
	commands := 0
	var out, problems string
	fresh := sections(string(text))
	for i, section := range fresh {
		folder := t.TempDir()
		fresh[i] = block.ReplaceAllStringFunc(section, func(all string) string {
			found := block.FindStringSubmatch(all)
			kind, file, body := found[1], strings.TrimSpace(found[2]), found[3]
			got := body
			switch {
			case file != "":
				if err := os.WriteFile(filepath.Join(folder, file), []byte(body), 0o600); err != nil {
					t.Fatal(err)
				}
			case kind == "sh":
				commands++
				out, problems = documented(t, folder, body)
			case kind == "text":
				got = out
			case kind == "error":
				got = problems
			}
			if got != body && !*update {
				t.Errorf("the document has\n%s\nthe command prints\n%s", body, got)
			}
			return "```" + kind + found[2] + "\n" + got + "```"
		})
	}
	if commands < 15 {
		t.Errorf("only %d commands", commands)
	}
	if *update {
		if err := os.WriteFile(name, []byte(strings.Join(fresh, "")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// sections splits a document before its headings of the second level.
func sections(text string) []string {
	parts := strings.Split(text, "\n## ")
	for i := range parts[1:] {
		parts[i+1] = "\n## " + parts[i+1]
	}
	return parts
}

// documented runs a command as the document has it.
func documented(t *testing.T, folder, command string) (out, problems string) {
	t.Helper()
	var args []string
	for _, word := range regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(command, -1) {
		word = strings.Trim(word, `"`)
		if _, err := os.Stat(filepath.Join(folder, word)); err == nil {
			word = filepath.Join(folder, word)
		}
		args = append(args, word)
	}
	if args[0] != "pingyi" {
		t.Fatalf("%q is not a command of ours", command)
	}
	status, out, problems := say(t, "", args[1:]...)
	if (status == 0) != (out != "") {
		t.Errorf("%s: status %d, %s", command, status, problems)
	}
	out = strings.ReplaceAll(strings.TrimPrefix(out, "\ufeff"), "\r\n", "\n") // as an editor shows it
	return out, problems
}
