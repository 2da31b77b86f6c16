package count_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pingyi/voting/count"
)

// TestEveryErrorHasItsChinese reads the errors of runs and inputs out of the source.
// Those of a text that is no JSON are problems, which have theirs elsewhere.
func TestEveryErrorHasItsChinese(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || slices.Contains([]string{"document.go", "version_one.go"}, file) {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || f.Sel.Name != "Errorf" && f.Sel.Name != "New" {
				return true
			}
			format := text(call.Args[0])
			if format == "" || strings.HasSuffix(format, "%w") {
				return true
			}
			said := filled(strings.ReplaceAll(strings.ReplaceAll(format, "%v", "%s"), "%+v", "%s"))
			zh := count.ErrorInChinese(said)
			if regexp.MustCompile(`[a-z]{3}`).MatchString(zh) {
				t.Errorf("%s: %q is in Chinese %q", file, format, zh)
			}
			found++
			return true
		})
	}
	if found < 28 {
		t.Errorf("only %d errors found", found)
	}
	if got, want := count.ErrorInChinese(`step "得分": W001: there is no value for 企业, and the rulebook refuses to count without`), `步骤 "得分"：W001：企业没有数，而评分办法规定缺数不出结果`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := count.ErrorInChinese(`step "黄": nothing says how many are taken of the class "y"`), `步骤 "黄"：没有写明类别 "y" 取几名`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
