package tidy_test

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// confined says where alone a library may be used. A prefix that ends with a
// slash is a folder and all below it; any other is matched as path.Match does.
type confined struct {
	library string // import path, or its beginning when it ends with a slash
	only    []string
	because string
}

// bench also builds what it measures us against, hence its place in some lists.
func confinements() []confined {
	return []confined{
		{"github.com/gofiber/fiber/v2", []string{"app/"},
			"Fiber lends its Ctx and strings out for the length of one request; outside app nobody knows to copy them"},
		{"github.com/gofiber/fiber/v2/", []string{"app/"},
			"Fiber lends its Ctx and strings out for the length of one request; outside app nobody knows to copy them"},
		{"github.com/valyala/fasthttp", []string{"app/"},
			"the web server belongs to the shell; the rooms below do not know how a picture travels"},
		{"github.com/gofiber/websocket/v2", []string{"app/socket/", "app/bench/"},
			"the library is deprecated and lets a panic end the process; it stays behind the five methods of Socket"},
		{"github.com/fasthttp/websocket", []string{"app/socket/", "app/bench/"},
			"sockets stay behind the five methods of Socket"},
		{"github.com/mattn/go-sqlite3", []string{"data/", "app/bench/", "app/export/", "tests/"},
			"one package knows on what a log is kept, so that another store can stand in its place; an export is written once and never read back"},
		{"database/sql", []string{"data/", "app/bench/", "app/export/*_test.go", "tests/"},
			"there is one truth, the log; tables that anyone may query become a second one"},
		{"github.com/skip2/go-qrcode", []string{"app/card/*.go"},
			"the library has had no release since 2020; it stays behind one function"},
		{"github.com/xuri/excelize/v2", []string{"app/intake/", "app/rehearse/", "app/export/", "tests/", ".ci/"},
			"spreadsheets are one form of a file that comes in or goes out; in between there is only a Session"},
		{"github.com/prometheus/client_golang/", []string{"app/"},
			"the rooms below count nothing for machines; what is measured is what the shell sees"},
		{"golang.org/x/crypto/argon2", []string{"app/desk/account.go"},
			"passwords are hashed in one place"},
		{"golang.org/x/mod/", []string{"data/", "app/"},
			"the tree and the signed notes belong to the log"},
		{"testing", []string{"*_test.go", "data/logtest/"},
			"a program that links the testing package carries its flags; the contract suite alone is meant for tests"},
	}
}

// allowed reports whether a file is one of the places.
func (c confined) allowed(file string) bool {
	for _, place := range c.only {
		if strings.HasSuffix(place, "/") && strings.HasPrefix(file, place) {
			return true
		}
		if ok, _ := path.Match(place, file); ok {
			return true
		}
		if ok, _ := path.Match(place, path.Base(file)); ok && !strings.Contains(place, "/") {
			return true
		}
	}
	return false
}

func (c confined) covers(imported string) bool {
	return imported == c.library || (strings.HasSuffix(c.library, "/") && strings.HasPrefix(imported, c.library))
}

func confinementBreaches(s source) []string {
	var found []string
	for imported, at := range s.imports() {
		for _, c := range confinements() {
			if c.covers(imported) && !c.allowed(s.path) {
				found = append(found, s.breach(at, "imports %s, which is for %s alone: %s", imported, strings.Join(c.only, " and "), c.because))
			}
		}
		if strings.HasPrefix(imported, "github.com/stretchr/") {
			found = append(found, s.breach(at, "imports %s: tests here are plain testing, so that a failure reads as its author wrote it", imported))
		}
	}
	return found
}

// room is a part of the house: which of our packages it may import.
type room struct {
	name    string
	may     []string // import paths of ours, with everything below those that end with a slash
	because string
}

// rooms lists the parts of the house. Of two that fit a file the longer counts.
func rooms() []room {
	const (
		voting, data, display, static = module + "/voting", module + "/data", module + "/display", module + "/static"
		chart, onair                  = module + "/display/chart", module + "/onair"
		glyph, fonts                  = module + "/display/glyph", module + "/static/fonts"
		beijing                       = module + "/beijing"

		live, web, socket = module + "/app/live", module + "/app/web", module + "/app/socket"
		card, intake      = module + "/app/card", module + "/app/intake"
		tally             = module + "/app/tally" // reads a rulebook out; it is no surface
		export, bundle    = module + "/app/export", module + "/app/bundle"

		alone = "the surfaces do not know each other, nor who gives them their addresses: each can be read, changed and left out alone"
	)
	return []room{
		{"app/live", []string{beijing, voting, data, display, onair, card},
			"a running session knows no HTTP and nobody who asks it, so that it is the same for phones, desk, screens and tests"},
		{"app/web", []string{voting, data, display, static, live, socket},
			"what all surfaces speak the same way must not know one of them"},
		{"app/phone", []string{voting, data, display, static, live, web, socket}, alone},
		{"app/desk", []string{beijing, voting, voting + "/", data, display, chart, glyph, onair, static, live, web, socket, card, intake, tally, export, bundle}, alone},
		{"app/studio", []string{beijing, voting, data, display, glyph, onair, static, live, web, socket, card}, alone},
		{"app/feed", []string{beijing, voting, display, onair}, "a feed is made of pictures that were gated, and knows neither the log nor who asks for it"},
		{"app/card", []string{voting, module + "/app/chromium"}, "cards are made of the roster and a key, whoever asks for them; a test prints them"},
		{"app/intake", []string{voting, glyph}, "a session is read from its files before there is a server that could run it"},
		{"app/export", []string{beijing, voting, display},
			"a file that goes out is made of results that were gated, and knows neither the log nor who asks for it"},
		{"app/socket", []string{display}, "a socket carries pictures and does not know of what"},
		{"voting/programme", []string{module + "/voting/count"}, "a programme is a rulebook with words; it knows no session, so that any can start from it"},
		{"voting", []string{module + "/voting/count"}, "the rules depend on nothing, so that they can be read, tested and recounted alone"},
		{"data", []string{module + "/data", module + "/data/"}, "the log knows records, not votes: it must be able to keep any session that was ever written"},
		{"onair", []string{beijing, module + "/voting"}, "the control room is folded from its log, as a session is; it knows no clock and no network"},
		{"display", []string{beijing, voting, onair}, "a picture is computed from the fold; what knows the log or the network could show something else"},
		{"display/chart", nil, "a chart is drawn from plain values: what a reader may not see is not handed to it"},
		{"display/glyph", nil, "which characters there are is a question about the font alone"},
		{"static", []string{beijing, fonts}, "the screens are plain files; they are served, they do not serve"},
		{"beijing", nil, "how a time is told is the same for whoever tells it"},
		{"app", []string{module + "/"}, "the shell joins the rooms"},
		{"tests", []string{module + "/"}, "tests look at everything"},
		{".ci", nil, "the tools of the build stand alone"},
	}
}

func roomOf(file string) (found room, known bool) {
	for _, r := range rooms() {
		if strings.HasPrefix(file, r.name+"/") && len(r.name) > len(found.name) {
			found, known = r, true
		}
	}
	return found, known
}

func (r room) allows(imported string) bool {
	for _, may := range r.may {
		if imported == may || (strings.HasSuffix(may, "/") && strings.HasPrefix(imported, may)) {
			return true
		}
	}
	return false
}

// roomBreaches looks at imports of our own packages. Tests of a package may
// also use the package itself, the sample sessions, the scenarios and the example evenings.
func roomBreaches(s source) []string {
	r, known := roomOf(s.path)
	if !known {
		return []string{s.breach(s.tree, "this file stands in no room; the rooms are voting, data, onair, display, static, beijing, app, tests and .ci")}
	}
	var found []string
	for imported, at := range s.imports() {
		if imported != module && !strings.HasPrefix(imported, module+"/") {
			continue
		}
		if s.test && (imported == module+"/"+s.dir() || imported == module+"/data/sample" || imported == module+"/tests/evenings" || imported == module+"/tests/scenarios") {
			continue
		}
		if !r.allows(imported) {
			found = append(found, s.breach(at, "%s imports %s: %s", r.name, imported, r.because))
		}
	}
	return found
}

// inVoting reports whether a file belongs to the rules: the fold, the engine
// that counts for it, or the control room, which is folded alike.
func inVoting(s source) bool {
	return s.dir() == "voting" || s.dir() == "onair" || strings.HasPrefix(s.dir(), "voting/")
}

// engineBreaches keeps the counting engine alone: what counts must be readable
// without the session around it.
func engineBreaches(s source) []string {
	if s.dir() != "voting/count" || s.test {
		return nil
	}
	var found []string
	for imported, at := range s.imports() {
		if strings.HasPrefix(imported, module+"/") {
			found = append(found, s.breach(at, "voting/count imports %s: the engine knows rulebooks and counts, and nothing of a session", imported))
		}
	}
	return found
}

// liveBreaches keeps the network out of the sessions.
func liveBreaches(s source) []string {
	if s.dir() != "app/live" {
		return nil
	}
	var found []string
	for imported, at := range s.imports() {
		for _, network := range []string{"net", "net/", "github.com/gofiber/", "github.com/valyala/", "github.com/fasthttp/"} {
			if imported == network || strings.HasSuffix(network, "/") && strings.HasPrefix(imported, network) {
				found = append(found, s.breach(at, "live imports %s: a session knows no HTTP; what a request means is for the surface to say", imported))
			}
		}
	}
	return found
}

// webBreaches keeps sessions out of web: of those it knows what went wrong, and
// nothing else.
func webBreaches(s source) []string {
	if s.dir() != "app/web" {
		return nil
	}
	var found []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if named, ok := n.(*ast.SelectorExpr); ok && dotted(named.X) == "live" && !strings.HasPrefix(named.Sel.Name, "Err") {
			found = append(found, s.breach(n, "web speaks of live.%s: it turns errors of a session into HTTP, and which session is meant is for the surface to say", named.Sel.Name))
		}
		return true
	})
	return found
}

// gateBreaches keeps the question who may see what in display/audience.go: a
// surface that knows a policy or a step of the live tally answers it once more,
// and one that explains a figure past display tells the counts that it hides.
func gateBreaches(s source) []string {
	if s.dir() != "app" && !inShell(s.dir()) || s.test {
		return nil
	}
	var found []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if named, ok := n.(*ast.SelectorExpr); ok && dotted(named.X) == "voting" && slices.Contains([]string{"LiveStep", "RevealLive", "RevealClosed", "RevealHeld"}, named.Sel.Name) {
			found = append(found, s.breach(n, "a surface speaks of voting.%s: what may be seen is asked of display, where the one gate is", named.Sel.Name))
		}
		if named, ok := n.(*ast.SelectorExpr); ok && slices.Contains([]string{"Explain", "ExplainCount"}, named.Sel.Name) && dotted(named.X) != "display" {
			found = append(found, s.breach(n, "a surface explains a figure by itself: an explanation tells counts by category, and display knows which are hidden"))
		}
		return true
	})
	return found
}

// inShell tells the packages that answer requests, and that which writes the files they give out.
func inShell(dir string) bool {
	return slices.Contains([]string{"app/live", "app/web", "app/phone", "app/desk", "app/studio", "app/export"}, dir)
}

// votingBreaches wants the standard library only, and of that nothing which
// could make one log count differently on two machines.
func votingBreaches(s source) []string {
	if !inVoting(s) || s.test {
		return nil
	}
	var found []string
	for imported, at := range s.imports() {
		first, _, _ := strings.Cut(imported, "/")
		if strings.Contains(first, ".") {
			found = append(found, s.breach(at, "voting imports %s: the rules use the standard library only, so that they outlive every library", imported))
		}
		if why := forbiddenInVoting()[imported]; why != "" && !(imported == "embed" && s.dir() == "voting/programme") { // data of its own, compiled in
			found = append(found, s.breach(at, "voting imports %s: %s", imported, why))
		}
	}
	return found
}

func forbiddenInVoting() map[string]string {
	const (
		noClock  = "the fold has no clock; time enters as a field of a command"
		noChance = "the fold draws nothing; tags and salts enter as fields of a command"
		noIO     = "the fold reads and writes nothing, or it could not be replayed"
		noRaces  = "a State has one owner; what needs a lock belongs to the shell"
		noLog    = "the rules return refusals and errors; what is logged is for the shell to say"
	)
	return map[string]string{
		"time": noClock, "math/rand": noChance, "math/rand/v2": noChance, "crypto/rand": noChance,
		"os": noIO, "io/fs": noIO, "io/ioutil": noIO, "net": noIO, "net/http": noIO, "net/netip": noIO, "database/sql": noIO,
		"path/filepath": noIO, "syscall": noIO, "embed": noIO, "os/exec": noIO,
		"sync": noRaces, "sync/atomic": noRaces, "context": noRaces, "runtime": noRaces, "unsafe": "the rules trust no memory layout",
		"log": noLog, "log/slog": noLog,
	}
}

func TestRoomsImportOnlyWhatTheyMay(t *testing.T) {
	eachSource(t, func(s source) { report(t, roomBreaches(s)) })
}

func TestLibrariesStayInTheirPlace(t *testing.T) {
	eachSource(t, func(s source) { report(t, confinementBreaches(s)) })
}

func TestTheEngineStandsAlone(t *testing.T) {
	eachSource(t, func(s source) { report(t, engineBreaches(s)) })
}

func TestSessionsKnowNoHTTP(t *testing.T) {
	eachSource(t, func(s source) { report(t, liveBreaches(s)) })
}

func TestOneGateDecidesWhatIsSeen(t *testing.T) {
	eachSource(t, func(s source) { report(t, gateBreaches(s)) })
}

func TestNoSessionInWeb(t *testing.T) {
	eachSource(t, func(s source) { report(t, webBreaches(s)) })
}

func TestVotingImportsNothingThatCouldDiffer(t *testing.T) {
	eachSource(t, func(s source) { report(t, votingBreaches(s)) })
}

// TestOneFileMakesQRCodes holds the promise that the library is behind one function.
func TestOneFileMakesQRCodes(t *testing.T) {
	var files []string
	eachSource(t, func(s source) {
		if _, uses := s.imports()["github.com/skip2/go-qrcode"]; uses && !s.test {
			files = append(files, s.path)
		}
	})
	if len(files) != 1 {
		t.Errorf("go-qrcode is imported by %v; it stays in one file, so that it can be replaced in one", files)
	}
}
