package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/app/rehearse"
	"pingyi/data/sample"
)

// han is what is not said to whoever reads English.
var han = regexp.MustCompile(`\p{Han}+`)

// otherTongue is the first sentence that is not in the language; marks stand in both, and what somebody
// else has written is in the language of whoever wrote it.
func otherTongue(lang, said string, others ...string) string {
	for _, mark := range append(others, "演练 REHEARSAL", "尚未公布 UNANNOUNCED", "不得公布 NOT TO BE PUBLISHED", "pingyi help config") {
		said = strings.ReplaceAll(said, mark, "")
	}
	if lang == "en" {
		return han.FindString(said)
	}
	return englishSentence.FindString(said)
}

// mistakes are ways of using the commands wrongly; of each command there is one.
func mistakes(t *testing.T) [][]string {
	t.Helper()
	folder := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	plain := file("plain.txt", "W001,89.48\n")
	closed := filepath.Join(folder, "none")
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	free := func(args ...string) []string {
		return append([]string{"serve", "-dir", filepath.Join(folder, "data")}, args...)
	}
	return [][]string{
		free("-listen", taken.Addr().String()), free("-listen", "127.0.0.1"), free("-listen", "127.0.0.1:http-of-mine"), free("-listen", "192.0.2.1:80"),
		{"serve", "-dir", plain, "-listen", "127.0.0.1:0"}, {"serve", "-dir", ""},
		free("-metrics", "all"), free("-trusted-proxies", "proxy"), free("-ballots-per-second", "-1"), free("-drop-encoding", "big5"),
		free("-drop", filepath.Join(folder, "data", "drop")), free("-base-url", "vote"), free("-ballots-per-second", "ten"),
		free("-config", closed), free("-config", file("a.conf", "PINGYI_PORT=1\n")), free("-config", file("b.conf", "PINGYI_LISTEN\n")),
		free("-config", file("c.conf", "PINGYI_BALLOTS_PER_SECOND=ten\n")),
		{"demo", "-seconds", "-1"}, {"demo", "-pause", "9999"}, {"demo", "-items", "-2"}, {"demo", "windows", "double"}, {"demo", closed}, {"demo", plain},
		{"demo", "-listen", "nowhere"}, {"demo", "-listen", "127.0.0.1:x"}, {"demo", folder},
		{"account"}, {"account", "-dir", folder, "王芳"}, {"account", "-dir", folder, "a b", "organizer"}, {"account", "-dir", folder, "li", "chief"},
		{"account", "-dir", folder, "li", "organizer"}, {"account", "-dir", plain, "li", "organizer"},
		{"health", "-listen", "127.0.0.1:1"}, {"health", "ftp://nowhere"}, {"health", "http://127.0.0.1:1/healthz"}, {"health", "-metrics", "all"},
		{"bench", "-only", "speed"}, {"bench", "-only", "burst", "-dir", closed}, {"bench", "-small=maybe"},
		{"rehearse", closed}, {"rehearse"}, {"count"}, {"count", "-rulebook", closed, "-units", closed}, {"rulebook"}, {"rulebook", "check"}, {"rulebook", "check", closed},
		{"programme"}, {"programme", "new", "windows"}, {"programme", "show", "window"}, {"programme", "new", "windows", "--out", folder},
		{"replay"}, {"replay", closed}, {"replay", plain}, {"asrun"}, {"asrun", closed}, {"bundle", plain}, {"bundle", "-out", closed, plain}, {"bundle", "-kind", "x", "-out", closed, plain},
		{"export"}, {"export", closed}, {"export", "-format", "pdf", plain}, {"export", "-kind", "press", plain}, {"export", "-out", "x.csv", plain}, {"export", plain, closed},
		{"export", "-kind", "scrutineer", "-format", "json", plain}, {"export", "-out", plain, plain},
		{"explain"}, {"explain", closed}, {"explain", plain, closed}, {"verify"}, {"verify", closed}, {"verify", plain}, {"verify", "-key", "x", plain}, {"verify", "-results", closed, plain},
		{"nonsense"}, {"count", "-bolots"}, {"demo", "-fats"}, {"serve", "-lisen", "x"}, {"account", "-dir"}, {"health", "---x"},
	}
}

// withoutUsage leaves out how a command is used, which has a test of its own.
func withoutUsage(said string) string {
	lines := strings.SplitAfter(said, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool {
		return regexp.MustCompile(`^(?:usage|用法|\t|  -)`).MatchString(line)
	}), "")
}

// TestEveryMistakeIsToldInTheLanguageThatWasAsked, of every command, and in that language alone.
func TestEveryMistakeIsToldInTheLanguageThatWasAsked(t *testing.T) {
	t.Parallel()
	told := make(map[string]bool)
	for _, args := range mistakes(t) {
		for _, lang := range []string{"zh", "en"} {
			asked := append([]string{args[0], "-lang", lang}, args[1:]...)
			status, out, problems := say(t, "", asked...)
			if status == 0 || problems == "" || out != "" {
				t.Errorf("%v: status %d, printed %q, said %q", asked, status, out, problems)
			}
			wrong := withoutUsage(problems)
			if other := otherTongue(lang, wrong, args...); other != "" {
				t.Errorf("%v: %q is in another language:\n%s", asked, other, wrong)
			}
		}
		told[args[0]] = true
	}
	for _, cmd := range commands() {
		if cmd.run != nil && !told[cmd.name] {
			t.Errorf("no mistake with %s was made", cmd.name)
		}
	}
}

// TestTheServerAndTheDemoSpeakOneLanguage until they are stopped. Of the demo the names are the sample's.
func TestTheServerAndTheDemoSpeakOneLanguage(t *testing.T) {
	t.Parallel()
	folder, err := sample.Folder("windows")
	if err != nil {
		t.Fatal(err)
	}
	windows, err := rehearse.Load("windows", folder, "")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{windows.Names[windows.Units[0]]}
	for _, lot := range windows.Holders {
		names = append(names, lot.Category)
	}
	for lang, last := range map[string]struct{ serve, demo string }{"zh": {"还没有人可以登录", "服务器和会场一直运行"}, "en": {"nobody can log in yet", "stay until Ctrl-C"}} {
		for word, args := range map[string][]string{
			last.serve: {"serve", "-dir", t.TempDir(), "-listen", "127.0.0.1:0"},
			last.demo:  {"demo", "-fast", "-items", "1", "-listen", "127.0.0.1:0"},
		} {
			ctx, stop := context.WithCancel(t.Context())
			out := &watched{word: word, call: stop}
			var problems bytes.Buffer
			status := run(ctx, append(args, "-lang", lang), console{out: out, err: &problems})
			stop()
			if status != 0 {
				t.Errorf("%v: status %d: %s", args, status, problems.String())
			}
			if other := otherTongue(lang, out.text.String(), names...); other != "" {
				t.Errorf("%s in %s: %q is in another language:\n%s", args[0], lang, other, out.text.String())
			}
		}
	}
}

// TestAnAccountIsAddedInTheLanguageThatWasAsked, whose role is said in it.
func TestAnAccountIsAddedInTheLanguageThatWasAsked(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"zh": "li 可以登录了，身份是监票人", "en": "li may log in as scrutineer"} {
		status, out, problems := say(t, testPassword+"\n", "account", "-lang", lang, "-dir", t.TempDir(), "li", "scrutineer")
		if status != 0 || !strings.HasPrefix(out, want) {
			t.Errorf("status %d: %s%s", status, out, problems)
		}
	}
}
