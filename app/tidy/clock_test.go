package tidy_test

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The one place in Go and the one in the browser that know how a time is told.
const (
	clockInGo     = "beijing"
	clockInScript = "static/shared/moment.js"
)

const oneClock = "a time is told by the one clock of the house, not by that of a machine: a server in UTC and a phone on roaming would tell another than the printed sheet"

// clockBreaches finds times that are told or read in another zone than Beijing's:
// by name, or because Go takes that of the machine where none is named. Tests may
// make a moment, and write it with its zone.
func clockBreaches(s source) []string {
	if s.dir() == clockInGo {
		return nil
	}
	var found []string
	ast.Inspect(s.tree, func(n ast.Node) bool {
		if named, ok := n.(*ast.SelectorExpr); ok && dotted(named.X) == "time" && zoneOfTime(named.Sel.Name, s.test) {
			found = append(found, s.breach(n, "time.%s: %s", named.Sel.Name, oneClock))
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if method, ok := call.Fun.(*ast.SelectorExpr); ok && (handsOfTime(method.Sel.Name, call) || writesTime(method, call, s) && !inUTC(method.X)) {
			found = append(found, s.breach(n, "%s of a time: %s", method.Sel.Name, oneClock))
		}
		return true
	})
	return found
}

// zoneOfTime tells what of the package time is about zones.
func zoneOfTime(name string, test bool) bool {
	return slices.Contains([]string{"Local", "FixedZone", "LoadLocation", "ParseInLocation"}, name) || name == "Date" && !test
}

// handsOfTime tells a method that reads the hands of a clock, or puts it elsewhere.
func handsOfTime(name string, call *ast.CallExpr) bool {
	return len(call.Args) == 0 && slices.Contains([]string{"Local", "Location", "Zone", "Clock", "Hour", "Minute", "Weekday", "YearDay"}, name)
}

// writesTime tells a method that writes a time as a text; a function of a package
// that is called so as well is none.
func writesTime(method *ast.SelectorExpr, call *ast.CallExpr, s source) bool {
	if method.Sel.Name != "Format" && method.Sel.Name != "AppendFormat" {
		return false
	}
	for imported := range s.imports() {
		if path.Base(imported) == dotted(method.X) {
			return false
		}
	}
	layout := dotted(call.Args[len(call.Args)-1])
	return !s.test || layout != "time.RFC3339" && layout != "time.RFC3339Nano"
}

// inUTC tells a time that is written in UTC, for a format that wants it so.
func inUTC(x ast.Expr) bool {
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return false
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	return ok && method.Sel.Name == "UTC"
}

// scriptClock is all by which a browser tells the time of the place where it is.
var scriptClock = regexp.MustCompile(`\.get(Hours|Minutes|Seconds|Date|Day|Month|Year|FullYear|TimezoneOffset)\(|\.set(Hours|Minutes|Date|Month|FullYear)\(|` +
	`\.toLocale(Date|Time)?String\(|\.to(Date|Time)String\(|Intl\.DateTimeFormat|new Date\([^()]*,`)

func scriptClockBreaches(name, text string) []string {
	if name == clockInScript || !slices.Contains([]string{".js", ".mjs", ".ts", ".html"}, path.Ext(name)) {
		return nil
	}
	var found []string
	for i, line := range strings.Split(text, "\n") {
		if hit := scriptClock.FindString(line); hit != "" {
			found = append(found, fmt.Sprintf("%s:%d: %q: %s (%s)", name, i+1, hit, oneClock, clockInScript))
		}
	}
	return found
}

func TestOneClockTellsTheTime(t *testing.T) {
	eachSource(t, func(s source) { report(t, clockBreaches(s)) })
	eachFile(t, func(name, text string) { report(t, scriptClockBreaches(name, text)) })
}

func TestOtherClocksAreFound(t *testing.T) {
	const head = "// Package p is p.\npackage p\nimport (\"time\"; \"pingyi/app/export\")\n"
	for _, line := range []string{
		"time.Local", "time.Unix(1, 0).Local()", "time.Unix(1, 0).Format(time.DateTime)", "time.Now().Hour()", "time.FixedZone(\"\", 1)",
		"time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)", "t.Format(time.RFC3339)", "t.AppendFormat(nil, time.RFC3339)",
	} {
		if s, err := parse("app/x.go", head+"var _ = "+line); err != nil || len(clockBreaches(s)) == 0 {
			t.Errorf("%s is not found, %v", line, err)
		}
	}
	for _, line := range []string{"t.UTC().Format(time.RFC3339)", "export.Format(text)", "time.Now().Unix()", "time.Parse(time.RFC3339, text)"} {
		if s, err := parse("app/x.go", head+"var _ = "+line); err != nil || len(clockBreaches(s)) != 0 {
			t.Errorf("%s is found where nothing is wrong, %v", line, err)
		}
	}
	for _, line := range []string{"at.get" + "Hours()", "at.toLocale" + "TimeString('en')", "at.toTime" + "String()", "new Intl.Date" + "TimeFormat()", "new Da" + "te(2026, 10, 27)"} {
		if len(scriptClockBreaches("static/x.js", line)) == 0 {
			t.Errorf("%s is not found", line)
		}
	}
	if found := scriptClockBreaches("static/x.js", "new Date(at * 1000).getTime() + at.toISOString()"); len(found) != 0 {
		t.Errorf("found %v where nothing is wrong", found)
	}
}
