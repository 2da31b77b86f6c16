package tidy_test

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

const (
	maxFunc     = 60
	maxTestFunc = 100
	maxFile     = 400
)

func lengthBreaches(s source) []string {
	limit := maxFunc
	if s.test {
		limit = maxTestFunc
	}
	var found []string
	for _, decl := range s.tree.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		lines := s.set.Position(fn.End()).Line - s.set.Position(fn.Pos()).Line + 1
		if lines > limit {
			found = append(found, s.breach(fn, "%s has %d lines, at most %d: what does not fit on a screen is not seen whole", fn.Name.Name, lines, limit))
		}
	}
	return found
}

func fileBreaches(name, text string) []string {
	if !slices.Contains([]string{".go", ".js", ".mjs", ".ts", ".css"}, path.Ext(name)) {
		return nil
	}
	if lines := strings.Count(text, "\n"); lines > maxFile {
		return []string{name + ": more than 400 lines: a file holds one idea"}
	}
	return nil
}

// bodyBreaches finds init functions everywhere, and in voting what has no place
// in a fold: goroutines, channels, floats.
func bodyBreaches(s source) []string {
	var found []string
	fold := inVoting(s) && !s.test
	ast.Inspect(s.tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				found = append(found, s.breach(n, "an init function: what runs before main can be neither ordered nor tested; use New"))
			}
		case *ast.GoStmt:
			if fold {
				found = append(found, s.breach(n, "a go statement in voting: the fold has one owner and one order"))
			}
		case *ast.ChanType:
			if fold {
				found = append(found, s.breach(n, "a channel in voting: the fold has one owner and one order"))
			}
		case *ast.BasicLit:
			if fold && (n.Kind == token.FLOAT || n.Kind == token.IMAG) {
				found = append(found, s.breach(n, "the float %s in voting: scores are exact rationals until the rulebook rounds them", n.Value))
			}
		case *ast.Ident:
			if fold && slices.Contains([]string{"float32", "float64", "complex64", "complex128"}, n.Name) {
				found = append(found, s.breach(n, "%s in voting: scores are exact rationals until the rulebook rounds them", n.Name))
			}
		case *ast.SelectorExpr:
			if fold && (n.Sel.Name == "Float64" || n.Sel.Name == "Float32" || n.Sel.Name == "SetFloat64") {
				found = append(found, s.breach(n, "%s in voting: scores are exact rationals until the rulebook rounds them", n.Sel.Name))
			}
		}
		return true
	})
	return found
}

// testBreaches holds the manners of tests. A file that tests in virtual time
// sleeps without waiting.
func testBreaches(s source) []string {
	if _, virtual := s.imports()["testing/synctest"]; !s.test || virtual {
		return nil
	}
	var found []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		call, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if on, ok := call.X.(*ast.Ident); ok && on.Name == "time" && call.Sel.Name == "Sleep" {
			found = append(found, s.breach(n, "time.Sleep in a test: it is too long on a fast machine and too short on a slow one; wait for the condition"))
		}
		return true
	})
	return found
}

// documentBreaches wants a comment on every exported name outside tests.
func documentBreaches(s source) []string {
	if s.test {
		return nil
	}
	const why = "has no comment: whoever reads the package alone must learn shapes, units and errors from it"
	var found []string
	for _, decl := range s.tree.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Name.IsExported() && ofExported(decl) && decl.Doc == nil {
				found = append(found, s.breach(decl, "func %s %s", decl.Name.Name, why))
			}
		case *ast.GenDecl:
			for _, name := range undocumented(decl) {
				found = append(found, s.breach(name, "%s %s", name.Name, why))
			}
		}
	}
	return found
}

// ofExported reports whether a function stands alone or belongs to an exported type.
func ofExported(fn *ast.FuncDecl) bool {
	if fn.Recv == nil {
		return true
	}
	exported := true
	ast.Inspect(fn.Recv.List[0].Type, func(n ast.Node) bool {
		if name, ok := n.(*ast.Ident); ok {
			exported = exported && name.IsExported()
			return false
		}
		_, generic := n.(*ast.IndexExpr)
		return !generic || exported
	})
	return exported
}

// undocumented lists the exported names of a declaration that neither it nor
// their own line says anything about.
func undocumented(decl *ast.GenDecl) []*ast.Ident {
	var found []*ast.Ident
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() && decl.Doc == nil && spec.Doc == nil {
				found = append(found, spec.Name)
			}
		case *ast.ValueSpec:
			if decl.Doc != nil || spec.Doc != nil || spec.Comment != nil {
				continue
			}
			for _, name := range spec.Names {
				if name.IsExported() {
					found = append(found, name)
				}
			}
		}
	}
	return found
}

func TestFunctionsFitOnAScreen(t *testing.T) {
	eachSource(t, func(s source) { report(t, lengthBreaches(s)) })
}

func TestFilesHoldOneIdea(t *testing.T) {
	eachFile(t, func(name, text string) { report(t, fileBreaches(name, text)) })
}

func TestNothingRunsBehindTheReader(t *testing.T) {
	eachSource(t, func(s source) { report(t, bodyBreaches(s)) })
}

func TestTestsDoNotSleep(t *testing.T) {
	eachSource(t, func(s source) { report(t, testBreaches(s)) })
}

func TestExportedNamesAreDocumented(t *testing.T) {
	eachSource(t, func(s source) { report(t, documentBreaches(s)) })
}

// TestPackagesSayWhatTheyAre wants a comment on each package and a name that
// means something.
func TestPackagesSayWhatTheyAre(t *testing.T) {
	documented, where := make(map[string]bool), make(map[string]source)
	eachSource(t, func(s source) {
		if s.test {
			return
		}
		where[s.dir()] = s
		documented[s.dir()] = documented[s.dir()] || s.tree.Doc != nil
		if name := s.tree.Name.Name; slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "manager", "misc"}, name) {
			t.Errorf("%s: a package called %s: a name that fits everything keeps nothing out", s.path, name)
		}
	})
	for dir, s := range where {
		if !documented[dir] {
			t.Errorf("%s: package %s has no package comment: it must say what it promises", dir, s.tree.Name.Name)
		}
	}
}
