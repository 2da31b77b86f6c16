package tally

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestWhatACheckFindsIsSaidInChinese: every sentence of the packages that check a log or a
// bundle, as it stands in their source, is one that the interpreter knows.
func TestWhatACheckFindsIsSaidInChinese(t *testing.T) {
	said := NewInterpreter("zh")
	verb, han := regexp.MustCompile(`%[a-z+]+`), regexp.MustCompile(`\p{Han}`)
	for _, file := range findings(t) {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 || !makesSentence(call.Fun) {
				return true
			}
			literal, ok := call.Args[0].(*ast.BasicLit)
			if !ok {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			if words := verb.ReplaceAllString(strings.ReplaceAll(text, "%w", "log is damaged"), "7"); words != "the part is over" && strings.Contains(words, " ") && regexp.MustCompile(`[a-z]{2}`).MatchString(words) && !han.MatchString(said.Say(words)) {
				t.Errorf("%s: %q is said in English alone", file, words)
			}
			return true
		})
	}
}

// findings are the sources of whoever finds something in a log or a bundle.
func findings(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"../recount/differ.go", "../recount/lists.go", "../bundle/*.go", "../pingyi/verify*.go", "../pingyi/receipt.go", "../pingyi/confirmed.go", "../pingyi/bundle.go", "../pingyi/log.go",
		"../pingyi/replay*.go", "../pingyi/disasters.go", "../rehearse/disaster*.go", "../rehearse/wall.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, file := range found {
			if !strings.HasSuffix(file, "_test.go") {
				files = append(files, file)
			}
		}
	}
	return files
}

func makesSentence(function ast.Expr) bool {
	switch f := function.(type) {
	case *ast.Ident:
		return f.Name == "say"
	case *ast.SelectorExpr:
		return f.Sel.Name == "Errorf" || f.Sel.Name == "Sprintf" || f.Sel.Name == "New"
	}
	return false
}

// TestNamesAreNotTranslated: a unit or a list that is called like a word of the program
// keeps its name.
func TestNamesAreNotTranslated(t *testing.T) {
	for text, want := range map[string]string{
		"blank score: the records give 1.00, result.json says 2.00":                      "blank 得分：按记录是 1.00，result.json 写的是 2.00",
		"list rank places: the records give 3, the server says 4":                        "名单 rank 名额：按记录是 3，服务器 写的是 4",
		"record 7: item-sealed of item 1 comes after item-opened instead of item-closed": "第 7 条记录：第 1 项的“封存”在“开始投票”之后，应在“截止”之后",
		`W001 "void": the records give [1 0], result.json says [0 1]`:                    `W001 "void"：按记录是 [1 0]，result.json 写的是 [0 1]`,
		`W001 "exact" score: the records give 1.00, result.json says 2.00`:               `W001 "exact" 得分：按记录是 1.00，result.json 写的是 2.00`,
		`W001 class: the records give "version", result.json says none`:                  `W001 参评类别：按记录是 "version"，result.json 写的是 没有`,
		"nobody knows this sentence":                                                     "nobody knows this sentence",
	} {
		if got := NewInterpreter("zh").Say(text); got != want {
			t.Errorf("%q is said as %q, want %q", text, got, want)
		}
		if got := NewInterpreter("en").Say(text); got != text {
			t.Errorf("in English %q is said as %q", text, got)
		}
	}
}
