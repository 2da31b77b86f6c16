package docs_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is the folder of the module, seen from this one.
const root = "../.."

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// pages lists the Markdown files of the module.
func pages(t *testing.T) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(root, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch base := entry.Name(); {
		case entry.IsDir() && (base == "node_modules" || base == ".git" || base == "var"):
			return fs.SkipDir
		case strings.HasSuffix(base, ".md"):
			name, err := filepath.Rel(root, full)
			if err != nil {
				return err
			}
			names = append(names, filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 8 {
		t.Fatalf("found only %v", names)
	}
	return names
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#{1,6} +(.+)$`)
	fence   = regexp.MustCompile("(?ms)^```.*?^```")
)

// anchors gives the targets that the headings of a page make, as code hosts do:
// lower case, punctuation left out, spaces as dashes.
func anchors(text string) map[string]bool {
	all := make(map[string]bool)
	for _, match := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		var b strings.Builder
		for _, r := range strings.ToLower(match[1]) {
			switch {
			case r == ' ':
				b.WriteByte('-')
			case r == '-' || r == '_' || r > 127 || (r >= 'a' && r <= 'z') || (r >= '0' && r <= '9'):
				if !strings.ContainsRune("，。、：；（）“”", r) {
					b.WriteRune(r)
				}
			}
		}
		all[b.String()] = true
	}
	return all
}

// deadLinks lists what a page points to and is not there. open reads a file of
// the module; an address with a scheme is not followed.
func deadLinks(name, text string, open func(string) (string, error)) []string {
	var dead []string
	for _, match := range link.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		target := match[1]
		if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
			continue
		}
		file, anchor, _ := strings.Cut(target, "#")
		there, where := text, name
		if file != "" {
			where = path.Join(path.Dir(name), file)
			var err error
			if there, err = open(where); err != nil {
				dead = append(dead, fmt.Sprintf("%s: %s is not there", name, target))
				continue
			}
		}
		if anchor != "" && strings.HasSuffix(where, ".md") && !anchors(there)[anchor] {
			dead = append(dead, fmt.Sprintf("%s: %s has no heading #%s", name, where, anchor))
		}
	}
	return dead
}

// openHere reads a file, and takes a folder for an empty one.
func openHere(name string) (string, error) {
	full := filepath.Join(root, filepath.FromSlash(name))
	if info, err := os.Stat(full); err == nil && info.IsDir() {
		return "", nil
	}
	text, err := os.ReadFile(full)
	return string(text), err
}

func TestLinksLeadSomewhere(t *testing.T) {
	for _, name := range pages(t) {
		for _, dead := range deadLinks(name, read(t, name), openHere) {
			t.Error(dead)
		}
	}
}

func TestDeadLinksAreFound(t *testing.T) {
	open := func(name string) (string, error) {
		if name != "docs/b.md" {
			return "", fs.ErrNotExist
		}
		return "# 一 Title, here\n", nil
	}
	text := "[a](b.md) [b](b.md#一-title-here) [c](c.md) [d](b.md#nothing) [e](#own) [f](https://example.org/x)\n# Own\n"
	if got := strings.Join(deadLinks("docs/a.md", text, open), "; "); got != "docs/a.md: c.md is not there; docs/a.md: docs/b.md has no heading #nothing" {
		t.Errorf("found %q", got)
	}
}

// mentioned are names of files in running text, such as `app/teller.go`.
var mentioned = regexp.MustCompile("`((?:voting|data|display|static|app|tests|docs|\\.ci)/[A-Za-z0-9_./-]*[A-Za-z0-9_])/?`")

// TestFilesThatAreNamedExist keeps the tours and the tables from naming what
// was renamed.
func TestFilesThatAreNamedExist(t *testing.T) {
	for _, name := range pages(t) {
		for _, match := range mentioned.FindAllStringSubmatch(read(t, name), -1) {
			found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(match[1])))
			if err != nil {
				t.Fatal(err)
			}
			if len(found) == 0 {
				t.Errorf("%s names `%s`, which is not there", name, match[1])
			}
		}
	}
}
