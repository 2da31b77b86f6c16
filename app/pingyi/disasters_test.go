package main

import (
	"strings"
	"testing"
)

func TestDisastersAreComeThrough(t *testing.T) {
	code, out, failed := say(t, "", "rehearse", "-lang", "en", "-disasters", "../../data/sample/windows")
	if code != 0 || strings.Count(out, "ok      ") != 7 || strings.Contains(out, "FAILED") {
		t.Errorf("exit status %d:\n%s%s", code, out, failed)
	}
}
