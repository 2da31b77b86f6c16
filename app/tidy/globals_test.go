package tidy_test

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// never are calls whose result nobody can change afterwards.
func never() []string {
	return []string{
		"errors.New", "fmt.Errorf", "regexp.MustCompile", "template.Must", "strings.NewReplacer",
		"crc32.MakeTable", "reflect.TypeFor", "sync.OnceFunc", "sync.OnceValues", "big.NewRat", "big.NewInt",
	}
}

// global is one variable of a package.
type global struct {
	in   source
	name *ast.Ident
	spec *ast.ValueSpec
	decl *ast.GenDecl
}

func globalsOf(s source) []global {
	var all []global
	for _, decl := range s.tree.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.VAR {
			continue
		}
		for _, spec := range group.Specs {
			value := spec.(*ast.ValueSpec)
			for _, name := range value.Names {
				if name.Name != "_" {
					all = append(all, global{in: s, name: name, spec: value, decl: group})
				}
			}
		}
	}
	return all
}

// fixed reports whether the declaration alone shows that the variable is as
// good as a constant: embedded files, sentinels, compiled patterns, a pool
// (which may forget everything at any time), flags of tests, and tables.
func (g global) fixed() bool {
	for _, doc := range []*ast.CommentGroup{g.decl.Doc, g.spec.Doc} {
		if doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") }) {
			return true
		}
	}
	at := slices.Index(g.spec.Names, g.name)
	if at >= len(g.spec.Values) {
		return false
	}
	switch value := g.spec.Values[at].(type) {
	case *ast.CallExpr:
		called := dotted(value.Fun)
		if conversion, ok := value.Fun.(*ast.ArrayType); ok && conversion.Len == nil {
			return true // []byte("...")
		}
		return slices.Contains(never(), called) || (g.in.test && strings.HasPrefix(called, "flag."))
	case *ast.CompositeLit, *ast.FuncLit, *ast.BasicLit:
		return true // a table, as long as nobody writes to it
	}
	return false
}

func dotted(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return dotted(e.X) + "." + e.Sel.Name
	}
	return ""
}

// writes lists the names of a file that are assigned to, in whole or in part,
// or whose address is taken, with where that happens. Names that the same
// function declares for itself are left out.
func writes(s source) map[string]ast.Node {
	all := make(map[string]ast.Node)
	for _, decl := range s.tree.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		own := declared(fn)
		note := func(target ast.Expr) {
			if name := rootOf(target); name != nil && !own[name.Name] {
				all[name.Name] = name
			}
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if n.Tok != token.DEFINE {
					for _, target := range n.Lhs {
						note(target)
					}
				}
			case *ast.IncDecStmt:
				note(n.X)
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					note(n.X)
				}
			case *ast.CallExpr:
				if name := dotted(n.Fun); (name == "delete" || name == "clear") && len(n.Args) > 0 {
					note(n.Args[0])
				}
			}
			return true
		})
	}
	return all
}

// rootOf is the name at the root of what is written: x, x[i], x.field, *x.
func rootOf(e ast.Expr) *ast.Ident {
	switch e := e.(type) {
	case *ast.Ident:
		return e
	case *ast.IndexExpr:
		return rootOf(e.X)
	case *ast.SelectorExpr:
		return rootOf(e.X)
	case *ast.StarExpr:
		return rootOf(e.X)
	case *ast.ParenExpr:
		return rootOf(e.X)
	}
	return nil
}

// declared lists what a function declares: receiver, parameters, results and
// everything in its body.
func declared(fn *ast.FuncDecl) map[string]bool {
	own := make(map[string]bool)
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			for _, name := range n.Names {
				own[name.Name] = true
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				for _, target := range n.Lhs {
					if name, ok := target.(*ast.Ident); ok {
						own[name.Name] = true
					}
				}
			}
		case *ast.RangeStmt:
			for _, target := range []ast.Expr{n.Key, n.Value} {
				if name, ok := target.(*ast.Ident); ok && n.Tok == token.DEFINE {
					own[name.Name] = true
				}
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				own[name.Name] = true
			}
		}
		return true
	})
	return own
}

// globalBreaches looks at all files of one package together.
func globalBreaches(files []source) []string {
	var found []string
	for _, s := range files {
		for _, g := range globalsOf(s) {
			if !g.fixed() {
				found = append(found, s.breach(g.name, "the package variable %s: what all share, all can change behind each other's back; "+
					"make it a field, or one of %s, an embedded file or a table", g.name.Name, strings.Join(never(), ", ")))
				continue
			}
			for _, other := range files {
				if at := writes(other)[g.name.Name]; at != nil {
					found = append(found, other.breach(at, "writes to the package variable %s, or takes its address: a table is for reading", g.name.Name))
				}
			}
		}
	}
	return found
}

func TestPackagesKeepNoState(t *testing.T) {
	packages := make(map[string][]source)
	eachSource(t, func(s source) {
		packages[s.dir()+" "+s.tree.Name.Name] = append(packages[s.dir()+" "+s.tree.Name.Name], s)
	})
	for _, files := range packages {
		report(t, globalBreaches(files))
	}
}
