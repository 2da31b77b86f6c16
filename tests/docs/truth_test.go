package docs_test

import (
	"bytes"
	"encoding/json"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pingyi/app"
)

var configRow = regexp.MustCompile("(?m)^\\| `-([a-z-]+)` \\| `([A-Z_]+)` \\|\\s*`?([^`|]*?)`?\\s*\\|")

// settings reads the table of settings of a README: flag, environment, default.
func settings(text string) map[string][2]string {
	all := make(map[string][2]string)
	for _, match := range configRow.FindAllStringSubmatch(text, -1) {
		all[match[1]] = [2]string{match[2], strings.TrimSpace(match[3])}
	}
	return all
}

var helpEntry = regexp.MustCompile(`(?m)^-([a-z-]+)\n\tenvironment ([A-Z_]+), default "([^"]*)"`)

func TestReadmesListEverySetting(t *testing.T) {
	var help bytes.Buffer
	app.WriteHelp(&help, "en")
	want := make(map[string][2]string)
	for _, match := range helpEntry.FindAllStringSubmatch(help.String(), -1) {
		want[match[1]] = [2]string{match[2], match[3]}
	}
	if len(want) < 3 {
		t.Fatalf("pingyi help config lists %v", want)
	}
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		got := settings(read(t, name))
		for flag, setting := range want {
			if got[flag] != setting {
				t.Errorf("%s: -%s: pingyi help config says %q, the table says %q", name, flag, setting, got[flag])
			}
		}
		for flag := range got {
			if _, known := want[flag]; !known {
				t.Errorf("%s: the table has -%s, which pingyi help config has not", name, flag)
			}
		}
	}
}

// TestDependenciesHaveAReason compares decision 0006 with the imports of every
// Go file and with package.json.
func TestDependenciesHaveAReason(t *testing.T) {
	page := read(t, "docs/decisions/0006-dependencies.md")
	explained := make(map[string]bool)
	for _, match := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(page, -1) {
		explained[match[1]] = true
	}
	used := make(map[string]bool)
	for _, imported := range imports(t) {
		reason := ""
		for module := range explained {
			if imported == module || strings.HasPrefix(imported, module+"/") {
				reason = module
			}
		}
		if reason == "" {
			t.Errorf("%s is imported and has no line in decision 0006", imported)
		}
		used[reason] = true
	}
	var node struct {
		Dependencies, DevDependencies map[string]string
	}
	if err := json.Unmarshal([]byte(read(t, "package.json")), &node); err != nil {
		t.Fatal(err)
	}
	if len(node.Dependencies) > 0 {
		t.Errorf("package.json has dependencies %v; the program runs without Node", node.Dependencies)
	}
	for name := range node.DevDependencies {
		if !explained[name] {
			t.Errorf("%s is in package.json and has no line in decision 0006", name)
		}
		used[name] = true
	}
	for name := range explained {
		if !used[name] {
			t.Errorf("decision 0006 explains %s, which nothing uses", name)
		}
	}
}

// imports lists what Go files import from other modules.
func imports(t *testing.T) []string {
	t.Helper()
	seen := make(map[string]bool)
	err := filepath.WalkDir(root, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if base := entry.Name(); entry.IsDir() && (base == "node_modules" || base == ".git" || base == "var") {
			return fs.SkipDir
		}
		if filepath.Ext(full) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), full, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if first, _, _ := strings.Cut(name, "/"); strings.Contains(first, ".") {
				seen[name] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for name := range seen {
		all = append(all, name)
	}
	return all
}
