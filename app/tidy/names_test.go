package tidy_test

import (
	"go/build"
	"go/build/constraint"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
)

// nameBreaches finds files that go leaves out on other machines by their name alone: of x_arm_test.go not one
// test is run here, and nobody is told.
func nameBreaches(s source) []string {
	ends := strings.Split(strings.TrimSuffix(strings.TrimSuffix(path.Base(s.path), ".go"), "_test"), "_")
	end := ends[len(ends)-1]
	if !leftOut(path.Base(s.path)) || slices.Contains(builtOn(s), end) {
		return nil
	}
	return []string{s.breach(s.tree, "a name that ends in _%s is for such machines alone, and go says nothing where it leaves it out: it says so by //go:build %s, or has another name", end, end)}
}

// leftOut reports whether go leaves a file of that name out on a machine that there is not.
func leftOut(name string) bool {
	nowhere := build.Context{GOOS: "nowhere", GOARCH: "nothing", Compiler: "gc", OpenFile: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("package p\n")), nil
	}}
	in, err := nowhere.MatchFile(".", name)
	return err == nil && !in
}

// builtOn lists the words of the //go:build line of a file.
func builtOn(s source) (words []string) {
	for line := range strings.Lines(s.text) {
		if strings.HasPrefix(line, "package ") {
			break
		}
		if on, err := constraint.Parse(strings.TrimSpace(line)); err == nil {
			on.Eval(func(word string) bool { words = append(words, word); return true })
		}
	}
	return words
}

func TestNoFileIsLeftOutByItsNameAlone(t *testing.T) {
	eachSource(t, func(s source) { report(t, nameBreaches(s)) })
}

func TestNamesThatLeaveAFileOutAreFound(t *testing.T) {
	const plain, on = "package p\n", "//go:build linux && !race\n\npackage p\n"
	for name, text := range map[string]string{
		"app/studio_arm_test.go": plain, "app/x_windows.go": plain, "app/x_linux_arm64.go": plain, "app/x_js_test.go": on, "app/x_linux.go": plain + "//go:build linux\n",
	} {
		if s, err := parse(name, text); err != nil || len(nameBreaches(s)) != 1 {
			t.Errorf("%s is not found, %v", name, err)
		}
	}
	for name, text := range map[string]string{
		"onair/arm_test.go": plain, "app/linux.go": plain, "app/studio_armed_test.go": plain, "app/x_linux_test.go": on, "app/x_unix.go": plain, "app/x_arm_slow_test.go": plain,
	} {
		if s, err := parse(name, text); err != nil || len(nameBreaches(s)) != 0 {
			t.Errorf("%s is found where nothing is wrong, %v", name, err)
		}
	}
}
