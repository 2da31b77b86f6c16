package main

import (
	"strings"
	"testing"
)

func TestDisastersAreComeThrough(t *testing.T) {
	code, out, failed := say(t, "", "rehearse", "-lang", "en", "-disasters", "../../data/sample/windows")
	if code != 0 || strings.Count(out, "ok      ") != 7 || strings.Contains(out, "FAILED") || strings.Contains(out, "扫码") {
		t.Errorf("exit status %d:\n%s%s", code, out, failed)
	}
}

// TestDisastersAreToldInChinese: without a flag, as the other rehearsal is.
func TestDisastersAreToldInChinese(t *testing.T) {
	code, out, failed := say(t, "", "rehearse", "-disasters", "../../data/sample/windows")
	if code != 0 || strings.Count(out, "通过     ") != 7 || englishSentence.MatchString(out) {
		t.Errorf("exit status %d:\n%s%s", code, out, failed)
	}
	code, _, failed = say(t, "", "rehearse", "-disasters", "../../data/sample/double")
	if code != 1 || !strings.Contains(failed, "事故演练要用至少三个单位") {
		t.Errorf("a form: exit status %d: %s", code, failed)
	}
}
