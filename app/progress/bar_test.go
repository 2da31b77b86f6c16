package progress

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBarFillsUpOnOneLine(t *testing.T) {
	var out bytes.Buffer
	b := New(&out, "投票 voting", 4)
	b.moves, b.began = true, b.began.Add(-pause)
	b.Add(1)
	b.Add(1) // too soon to be drawn
	b.Done()
	drawn := strings.Split(out.String(), wipe)
	if len(drawn) != 3 || !strings.Contains(drawn[1], "[#######.......................] 1/4") || strings.Contains(drawn[1], "\n") {
		t.Errorf("after one of four the bar is %q", drawn)
	}
	if last := drawn[len(drawn)-1]; !strings.Contains(last, "2/4") || !strings.HasSuffix(last, "\n") {
		t.Errorf("at the end it is %q", last)
	}
}

// A log file of a machine has one line for the work, not one for each step.
func TestBarIsSilentWhereNobodyWatches(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	b := New(file, "work", 2)
	b.began = b.began.Add(-pause)
	b.Add(1)
	b.Clear()
	b.Add(1)
	b.Done()
	text, err := os.ReadFile(file.Name())
	if err != nil || strings.Count(string(text), "\n") != 1 || strings.ContainsAny(string(text), "\r\x1b") {
		t.Errorf("a file holds %q, %v", text, err)
	}
}

func TestBarOfNothingIsFull(t *testing.T) {
	var out bytes.Buffer
	New(&out, "nothing", 0).Done()
	if !strings.Contains(out.String(), strings.Repeat("#", width)) {
		t.Errorf("nothing to do is drawn as %q", out.String())
	}
}
