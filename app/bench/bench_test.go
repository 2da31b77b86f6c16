//go:build linux

package bench

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"pingyi/app/chromium"
)

// serverMark makes the test program a server of the benchmark.
const serverMark = "PINGYI_BENCH_SERVER"

func TestMain(m *testing.M) {
	if os.Getenv(serverMark) == "" {
		os.Exit(m.Run())
	}
	if err := Serve(os.Args[1:], os.Stdin, os.Stdout); err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Exit(0)
}

// tiny is a run so small that it only shows that everything still works.
func tiny(t *testing.T) (*bench, *bytes.Buffer) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out := new(bytes.Buffer)
	b := &bench{
		Config: Config{Server: func(ctx context.Context, args ...string) *exec.Cmd {
			cmd := exec.CommandContext(ctx, self, args...)
			cmd.Env = append(os.Environ(), serverMark+"=1")
			return cmd
		}},
		sizes: sizes{
			storm: []int{8}, forms: []int{4, 8}, formUnits: 163, turns: 1, turn: 30 * time.Millisecond,
			burst: []int{30}, burstOver: 20 * time.Millisecond,
			sockets: []int{10}, frames: 2, frameTurns: 1, idle: 20,
			shortLog: 500, longLog: 3000, growthOn: 8, weighed: 500,
			watched: []int{30}, watchers: 20, scenes: 2, scene: 500 * time.Millisecond, reloads: 1, takes: 1,
		},
		report: &report{out: out}, dir: t.TempDir(),
	}
	if b.files, err = raiseFileLimit(); err != nil {
		t.Fatal(err)
	}
	return b, out
}

// every part runs against the real servers, and checks by itself that what was
// acknowledged is what was recorded.
func TestPartsStillMeasure(t *testing.T) {
	wanted := map[string][]string{
		"storm":   {"pingyi", "one by one", "every acknowledged ballot was found"},
		"forms":   {"marks: 815", "every acknowledged form was found"},
		"burst":   {"every vote was acknowledged"},
		"fanout":  {"paced", "closed", "as it comes"},
		"growth":  {"replay:", "memory:", "3 thousand"},
		"screens": {"painted p95", "idle: pictures", "bug", "first paint", "at one instant"},
	}
	for _, p := range parts() {
		t.Run(p.name, func(t *testing.T) {
			if p.name == "screens" && chromium.Path() == "" {
				t.Skip("there is no Chromium here")
			}
			b, out := tiny(t)
			if err := p.run(t.Context(), b); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			for _, text := range wanted[p.name] {
				if !strings.Contains(out.String(), text) {
					t.Errorf("the report lacks %q:\n%s", text, out)
				}
			}
			if len(b.targets) == 0 {
				t.Error("no target was held against a figure")
			}
			for _, target := range b.targets {
				if target.got == 0 && !strings.HasPrefix(target.name, "burst") { // a final frame may be there before the answer
					t.Errorf("%s: nothing was measured", target.name)
				}
			}
		})
	}
}

func TestOneBallotTooFewInTheLogIsNoticed(t *testing.T) {
	b, _ := tiny(t)
	h, err := b.openHall(t.Context(), filepath.Join(b.dir, "hall"), 60, 2, 3)
	if err != nil {
		t.Fatal(err)
	}
	voters, err := connect(h.addr, h.seats)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.open(); err != nil {
		t.Fatal(err)
	}
	for _, v := range voters {
		v.turnTo(h.addr, h.item)
		if err := v.vote(); err != nil {
			t.Fatal(err)
		}
	}
	voters[0].mark++ // the phone believes it sent something else
	if err := h.close(voters); err == nil {
		t.Error("a tally that differs from what the phones sent is taken")
	}
	if err := hangUp(voters); err != nil {
		t.Error(err)
	}
	h.cast++ // one acknowledgement more than there are records
	if err := h.leave(); err == nil || !strings.Contains(err.Error(), "4 ballots were acknowledged, 3 are in the log") {
		t.Errorf("the lost ballot is reported as %v", err)
	}
}

func TestUnknownPartIsRefused(t *testing.T) {
	if _, err := Run(t.Context(), Config{Only: "rain"}); !errors.Is(err, ErrPart) {
		t.Errorf("got %v", err)
	}
}

func TestServerRefusesWhatItDoesNotKnow(t *testing.T) {
	if err := Serve([]string{"rain"}, strings.NewReader(""), new(bytes.Buffer)); err == nil {
		t.Error("an unknown kind of server starts")
	}
	out := new(bytes.Buffer)
	if err := Serve([]string{"bare"}, strings.NewReader("rain\npublish 100\n"), out); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), `"problem":"`) - strings.Count(out.String(), `"problem":""`); n != 2 {
		t.Errorf("%d of 2 impossible instructions are refused: %s", n, out)
	}
}

// TestTheReportIsInTheLanguageThatWasAsked: of one part, which has a table, lines and targets.
func TestTheReportIsInTheLanguageThatWasAsked(t *testing.T) {
	b, out := tiny(t)
	b.lang = "zh"
	if err := burst(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	b.verdict()
	if english := regexp.MustCompile(`[a-z]{2,} [a-z]{2,} [a-z]{2,}`).FindString(out.String()); english != "" || !strings.Contains(out.String(), "每张票都有回执") {
		t.Errorf("%q is in\n%s", english, out)
	}
}
