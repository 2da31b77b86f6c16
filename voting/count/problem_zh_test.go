package count_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pingyi/voting/count"
)

var verb = regexp.MustCompile(`%[qsd]`)

// TestEveryProblemHasItsChinese reads the sentences out of the source, here and
// where a session wants more of a rulebook, so that none stays English unnoticed.
func TestEveryProblemHasItsChinese(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	sessions, err := filepath.Glob("../rulebook*.go")
	if err != nil || len(sessions) < 3 {
		t.Fatal(sessions, err)
	}
	sentences := 0
	for _, file := range append(files, sessions...) {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				reason, mend := saidIn(call)
				zh := count.Problem{Reason: filled(reason), Mend: filled(mend)}.Chinese()
				if reason != "" && zh.Reason == filled(reason) {
					t.Errorf("%s: no Chinese for the reason %q", file, reason)
				}
				if mend != "" && zh.Mend == filled(mend) {
					t.Errorf("%s: no Chinese for the mend %q", file, mend)
				}
				sentences += min(1, len(reason)) + min(1, len(mend))
			}
			return true
		})
	}
	if sentences < 180 {
		t.Errorf("only %d sentences found", sentences)
	}
}

// filled fills the verbs of a format.
func filled(format string) string {
	return strings.ReplaceAll(verb.ReplaceAllString(format, `"甲"`), "%%", "%")
}

// saidIn is what a call that tells a problem says. A mend that is made by another
// function, to list what may be written, has a sentence of its own.
func saidIn(call *ast.CallExpr) (reason, mend string) {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	switch {
	case (name == "fail" || name == "wrong") && len(call.Args) >= 3:
		return text(call.Args[2]), text(call.Args[1])
	case name == "want" && len(call.Args) == 5:
		return text(call.Args[3]), text(call.Args[4])
	}
	return "", ""
}

// text is a string that stands in the source, also as a format.
func text(e ast.Expr) string {
	if call, ok := e.(*ast.CallExpr); ok && len(call.Args) > 0 {
		if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Sprintf" {
			return text(call.Args[0])
		}
	}
	literal, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	said, err := strconv.Unquote(literal.Value)
	if err != nil {
		return ""
	}
	return said
}

func TestProblemInChinese(t *testing.T) {
	for _, c := range []struct{ reason, mend, wantReason, wantMend string }{
		{`"categry" is no axis of "类内"`, `Write "category"`, `"categry" 不是 "类内" 的轴`, `请写 "category"`},
		{`"x" means nothing here`, `Write "live", "closed" or "revealed"`, `这里不能写 "x"`, `请写 "live"、"closed" 或 "revealed"`},
		{"this is not JSON: invalid character '}' looking for beginning of value", "Mend line 3", "不是完整的 JSON 文件：这里不该有 '}'", "请改正第 3 行"},
		{`"x" is not known here`, `Leave it out, or write "a", "b" or "c"`, `这里没有 "x" 这一项`, `请删去这一项，或写 "a"、"b" 或 "c"`},
		{"this is missing", `Write "title": …`, "缺少这一项", `请写 "title": …`},
		{"30 % and 60 % make 90 %", "Let the two add up to 100", "30% 加 60% 等于 90%", "请让两个数合计 100"},
		{`want a whole number, got "40"`, "Write a whole number from 0 to 9", `这里应为整数，现为 "40"`, "请写 0 至 9 的整数"},
		{`no step weighs by the weights of "category"`, `Write "do": "weighted sum" in the step "得分", or leave the weights out`,
			`"category" 写了权重，却没有一步按它加权`, `请在 "得分" 这一步写 "do": "weighted sum"，或删去权重`},
		{`no step weighs by the weights of "category"`, "Weigh by them in a step, or leave the weights out", `"category" 写了权重，却没有一步按它加权`, "请在某一步里按它加权，或删去权重"},
		{`a thing that nobody translated`, `Do something`, `a thing that nobody translated`, `Do something`},
	} {
		got := count.Problem{Path: "steps[0]", Reason: c.reason, Mend: c.mend}.Chinese()
		if got != (count.Problem{Path: "steps[0]", Reason: c.wantReason, Mend: c.wantMend}) {
			t.Errorf("%s. %s: got %+v", c.reason, c.mend, got)
		}
	}
}

// TestProblemsAreLocated: each in the line of its value; what is missing, in that
// of what it is missing from.
func TestProblemsAreLocated(t *testing.T) {
	text := "\xef\xbb\xbf{\n\"rulebook\": 2,\n\"title\": \"\",\n\"ballot\": {\n\"sheet\": \"one unit\",\n\"grades\": [\n{\"label\": \"好\"},\n{\"label\": \"差\", \"points\": 0}\n]},\n\"steps\": [],\n\"result\": {}}"
	_, err := count.Parse([]byte(text))
	var problems count.Problems
	if !errors.As(err, &problems) {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for _, p := range problems.Located([]byte(text)) {
		lines[p.Path] = p.Line
	}
	if lines["title"] != 3 || lines["ballot.grades[0].in_base"] != 7 {
		t.Errorf("problems are in lines %v", lines)
	}
	if broken := (count.Problems{{Path: "steps[1]"}}).Located([]byte("{")); broken[0].Line != 0 {
		t.Errorf("a text that is no JSON has line %d", broken[0].Line)
	}
}
