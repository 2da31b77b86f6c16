package tidy_test

import (
	"strings"
	"testing"
)

// broken is a few lines that break one law; the law must find them. A law that
// finds nothing is worse than none.
type broken struct {
	law  string
	file string
	text string
	find func(source) []string
	want string // part of the message
}

func alone(find func([]source) []string) func(source) []string {
	return func(s source) []string { return find([]source{s}) }
}

func brokenLaws() []broken {
	const head = "// Package p is p.\npackage p\n"
	return []broken{
		{"a clock in voting", "voting/x.go", head + `import "time"` + "\nvar _ = time.Now", votingBreaches, "no clock"},
		{"a library in voting", "voting/x.go", head + `import "golang.org/x/text/width"` + "\nvar _ = width.Fold", votingBreaches, "standard library only"},
		{"a clock in the control room's rules", "onair/x.go", head + `import "time"` + "\nvar _ = time.Now", votingBreaches, "no clock"},
		{"a second gate in the control room", "app/studio/x.go", head + `import "pingyi/voting"` + "\nvar _ = voting.RevealLive", gateBreaches, "where the one gate is"},
		{"a goroutine in voting", "voting/x.go", head + "func f() { go f() }", bodyBreaches, "go statement"},
		{"a channel in voting", "voting/x.go", head + "func f(c chan int) {}", bodyBreaches, "a channel"},
		{"a float literal in voting", "voting/x.go", head + "const half = 0.5", bodyBreaches, "the float 0.5"},
		{"a float type in voting", "voting/x.go", head + "func f(x float64) {}", bodyBreaches, "float64 in voting"},
		{"a rational made a float in voting", "voting/x.go", head + "func f(r interface{ Float64() }) { r.Float64() }", bodyBreaches, "Float64 in voting"},
		{"a clock in the engine", "voting/count/x.go", head + `import "time"` + "\nvar _ = time.Now", votingBreaches, "no clock"},
		{"a float in the engine", "voting/count/x.go", head + "func f(x float64) {}", bodyBreaches, "float64 in voting"},
		{"the engine knows sessions", "voting/count/x.go", head + `import "pingyi/voting"`, engineBreaches, "nothing of a session"},
		{"files in the rules", "voting/x.go", head + `import _ "embed"`, votingBreaches, "reads and writes nothing"},
		{"a programme knows sessions", "voting/programme/x.go", head + `import "pingyi/voting"`, roomBreaches, "knows no session"},
		{"the rules know programmes", "voting/x.go", head + `import "pingyi/voting/programme"`, roomBreaches, "depend on nothing"},
		{"an init function", "app/x.go", head + "func init() {}", bodyBreaches, "init function"},
		{"the log knows votes", "data/x.go", head + `import "pingyi/voting"`, roomBreaches, "records, not votes"},
		{"the picture knows the log", "display/x.go", head + `import "pingyi/data"`, roomBreaches, "computed from the fold"},
		{"the rules know the shell", "voting/x_test.go", head + `import "pingyi/app"`, roomBreaches, "depend on nothing"},
		{"a surface that knows another", "app/phone/x.go", head + `import "pingyi/app/desk"`, roomBreaches, "do not know each other"},
		{"a test of a surface that knows another", "app/desk/x_test.go", head + `import "pingyi/app/studio"`, roomBreaches, "do not know each other"},
		{"a surface that knows the server", "app/studio/x.go", head + `import "pingyi/app"`, roomBreaches, "gives them their addresses"},
		{"a session that knows who asks", "app/live/x.go", head + `import "pingyi/app/web"`, roomBreaches, "knows no HTTP"},
		{"a session that knows Fiber", "app/live/x.go", head + `import "github.com/gofiber/fiber/v2"`, liveBreaches, "knows no HTTP"},
		{"a session that knows net/http", "app/live/x.go", head + `import "net/http"`, liveBreaches, "knows no HTTP"},
		{"what is shared knows a surface", "app/web/x.go", head + `import "pingyi/app/phone"`, roomBreaches, "must not know one of them"},
		{"a session in web", "app/web/x.go", head + `import "pingyi/app/live"` + "\nvar _ *live.Session", webBreaches, "live.Session"},
		{"a second gate", "app/desk/x.go", head + `import "pingyi/voting"` + "\nvar _ = voting.RevealLive", gateBreaches, "where the one gate is"},
		{"an explanation past the gate", "app/desk/x.go", head + `import "pingyi/voting"` + "\nvar _ = (*voting.State)(nil).Explain", gateBreaches, "display knows which are hidden"},
		{"a count explained past the gate", "app/desk/x.go", head + `import "pingyi/voting"` + "\nvar _ = (*voting.State)(nil).ExplainCount", gateBreaches, "display knows which are hidden"},
		{"cards that know a session", "app/card/x.go", head + `import "pingyi/app/live"`, roomBreaches, "whoever asks"},
		{"a file outside the rooms", "internal/x.go", head, roomBreaches, "in no room"},
		{"Fiber outside app", "display/x.go", head + `import "github.com/gofiber/fiber/v2"`, confinementBreaches, "lends"},
		{"Fiber's middleware outside app", "display/x.go", head + `import "github.com/gofiber/fiber/v2/middleware/csrf"`, confinementBreaches, "lends"},
		{"websockets outside the socket files", "app/phone/phone.go", head + `import "github.com/gofiber/websocket/v2"`, confinementBreaches, "five methods"},
		{"SQLite outside data", "app/x.go", head + `import _ "github.com/mattn/go-sqlite3"`, confinementBreaches, "on what a log is kept"},
		{"testify", "app/x_test.go", head + `import "github.com/stretchr/testify/require"`, confinementBreaches, "plain testing"},
		{"a long function", "app/x.go", head + "func f() {" + strings.Repeat("\n", maxFunc) + "}", lengthBreaches, "not seen whole"},
		{"an exported name without a comment", "app/x.go", head + "type T struct{}", documentBreaches, "T has no comment"},
		{"a method without a comment", "app/x.go", head + "// T is t.\ntype T struct{}\nfunc (t *T) M() {}", documentBreaches, "func M has no comment"},
		{"a variable of the package", "app/x.go", head + "var count int", alone(globalBreaches), "package variable count"},
		{"a computed variable", "app/x.go", head + "var now = clock()", alone(globalBreaches), "package variable now"},
		{"a table that is written to", "app/x.go", head + "var table = map[int]int{}\nfunc f() { table[1] = 2 }", alone(globalBreaches), "writes to"},
		{"a table whose address is taken", "app/x.go", head + "var table = [2]int{}\nfunc f() *[2]int { return &table }", alone(globalBreaches), "writes to"},
		{"a sleeping test", "app/x_test.go", head + `import "time"` + "\nfunc f() { time.Sleep(1) }", testBreaches, "wait for the condition"},
	}
}

func TestLawsFindWhatTheyForbid(t *testing.T) {
	for _, b := range brokenLaws() {
		t.Run(b.law, func(t *testing.T) {
			s, err := parse(b.file, b.text)
			if err != nil {
				t.Fatal(err)
			}
			found := strings.Join(b.find(s), "\n")
			if !strings.Contains(found, b.want) {
				t.Errorf("want a breach that says %q, got %q", b.want, found)
			}
		})
	}
}

func TestLawsAllowWhatIsLawful(t *testing.T) {
	lawful := map[string]string{
		"app/web/x.go":          "// Package web is.\npackage web\nimport \"pingyi/app/live\"\nvar _ error = live.ErrNotRecorded\n",
		"app/studio/x.go":       "// Package studio is.\npackage studio\nimport (\"pingyi/app/live\"; \"pingyi/app/web\")\nvar (_ *live.Session; _ *web.Site)\n",
		"voting/x.go":           "// Package voting is.\npackage voting\nimport (\"math/big\"; \"pingyi/voting/count\")\nvar _ count.Cell\nvar half = big.NewRat(1, 2)\n",
		"voting/programme/x.go": "// Package programme is.\npackage programme\nimport (_ \"embed\"; \"pingyi/voting/count\")\nvar _ count.Cell\n",
		"app/x.go": "// Package app is.\npackage app\nimport (\"errors\"; \"regexp\"; \"pingyi/voting\")\n" +
			"var errX = errors.New(\"x\")\nvar re = regexp.MustCompile(`x`)\nvar _ voting.Command = nil\n" +
			"var table = map[int]int{1: 2}\nfunc f() { table := map[int]int{}; table[1] = 2 }\n",
		"data/logtest/x.go": "// Package logtest is.\npackage logtest\nimport (\"testing\"; \"pingyi/data\")\nvar _ data.Log\nvar _ *testing.T\n",
	}
	for name, text := range lawful {
		s, err := parse(name, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, find := range []func(source) []string{
			roomBreaches, confinementBreaches, votingBreaches, engineBreaches, liveBreaches, webBreaches, gateBreaches, lengthBreaches, bodyBreaches, testBreaches, documentBreaches, alone(globalBreaches),
		} {
			for _, b := range find(s) {
				t.Errorf("lawful, but found: %s", b)
			}
		}
	}
}

func TestWordsAreFound(t *testing.T) {
	for text, name := range map[string]string{
		"// TO" + "DO later":                "app/x.go",
		"path := \"/ho" + "me/me/x\"":       "app/x.js",
		"panic(\"not " + "implemented\")":   "app/y.go",
		"t.Error(\"sho" + "uld be equal\")": "app/x_test.go",
	} {
		if len(wordBreaches(name, text)) == 0 {
			t.Errorf("%q in %s was not found", text, name)
		}
	}
	if found := wordBreaches("app/x.go", "// the code is XXXX-XXXX; one sho"+"uld know"); len(found) != 0 {
		t.Errorf("found %v where nothing is wrong", found)
	}
}
