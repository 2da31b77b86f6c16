package tidy_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the folder of the module, seen from this one.
const root = "../.."

// module is the first part of the import path of every package of ours.
const module = "pingyi"

// source is one Go file, parsed with its comments.
type source struct {
	path string // from the root of the module, with slashes
	test bool
	set  *token.FileSet
	tree *ast.File
	text string
}

// dir is the folder of the file from the root of the module.
func (s source) dir() string { return path.Dir(s.path) }

// breach says where a law is broken and why there is such a law.
func (s source) breach(at ast.Node, what string, args ...any) string {
	return fmt.Sprintf("%s:%d: %s", s.path, s.set.Position(at.Pos()).Line, fmt.Sprintf(what, args...))
}

// imports lists the import paths of the file with their nodes.
func (s source) imports() map[string]ast.Node {
	all := make(map[string]ast.Node)
	for _, spec := range s.tree.Imports {
		if name, err := strconv.Unquote(spec.Path.Value); err == nil {
			all[name] = spec
		}
	}
	return all
}

// parse reads one file; tests of the laws use it on a few lines.
func parse(name, text string) (source, error) {
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return source{}, fmt.Errorf("parse %s: %w", name, err)
	}
	return source{path: name, test: strings.HasSuffix(name, "_test.go"), set: set, tree: tree, text: text}, nil
}

// notOurs are folders that hold what others wrote or what a machine made.
func notOurs(dir string) bool {
	name := path.Base(dir)
	return name == "node_modules" || name == "vendor" || name == "var" || name == ".git" || name == ".cache"
}

// eachFile calls fn for every file of the module that people wrote.
func eachFile(t *testing.T, fn func(name string, text string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(full string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if entry.IsDir() {
			if name != "." && notOurs(name) {
				return fs.SkipDir
			}
			return nil
		}
		if !written(name) {
			return nil
		}
		text, err := os.ReadFile(full)
		if err != nil {
			return err
		}
		fn(name, string(text))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// written tells what people write line by line from samples, pictures, golden
// files and libraries.
func written(name string) bool {
	if strings.Contains(name, "testdata/") || strings.HasPrefix(name, "data/sample/windows/") || library(name) {
		return false
	}
	switch path.Base(name) {
	case "Makefile", "Dockerfile", "run", "setup":
		return true
	}
	return slices.Contains([]string{
		".go", ".js", ".mjs", ".ts", ".css", ".html", ".sql", ".md", ".sh", ".py",
	}, path.Ext(name))
}

// library names the one file of somebody else's that is served as it came.
func library(name string) bool {
	return strings.Contains(path.Base(name), "htmx")
}

// eachSource calls fn for every Go file.
func eachSource(t *testing.T, fn func(s source)) {
	t.Helper()
	for _, s := range sources(t) {
		fn(s)
	}
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	eachFile(t, func(name, text string) {
		if path.Ext(name) != ".go" {
			return
		}
		s, err := parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	})
	if len(all) < 50 {
		t.Fatalf("found %d Go files below %s; the module has many more", len(all), root)
	}
	return all
}

// report fails the test with every breach, sorted.
func report(t *testing.T, breaches []string) {
	t.Helper()
	slices.Sort(breaches)
	for _, b := range breaches {
		t.Error(b)
	}
}
