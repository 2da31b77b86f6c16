package data

import (
	"bufio"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// victimEnv names the log that this test program, started again, is to fill
// until it is killed.
const victimEnv = "PINGYI_TEST_VICTIM"

func TestMain(m *testing.M) {
	for env, fill := range map[string]func(string, io.Writer) error{
		victimEnv: fillUntilKilled, draftsVictimEnv: saveUntilKilled, sealedVictimEnv: sealUntilKilled,
	} {
		if path := os.Getenv(env); path != "" {
			fmt.Fprintln(os.Stderr, fill(path, os.Stdout))
			os.Exit(3)
		}
	}
	// A log syncs at every step; the flag can ask for more.
	if err := flag.Set("rapid.checks", "40"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// fillUntilKilled appends batches of numbered records and reports the size of
// the log after each acknowledgement.
func fillUntilKilled(path string, acks io.Writer) error {
	l, err := OpenSQLite(SQLiteConfig{Path: path, Ballast: -1})
	if err != nil {
		return err
	}
	l.writer.every = 60 // checkpoints often, so that kills fall into them too
	for {
		next := l.Head().Size
		batch := make([][]byte, 1+next%17)
		for i := range batch {
			batch[i] = binary.BigEndian.AppendUint64(make([]byte, 100), next+uint64(i))
		}
		h, err := l.Append(batch)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(acks, h.Size); err != nil {
			return err
		}
	}
}

// killAfter runs a victim until it has acknowledged n times, kills it, and
// returns the highest number it acknowledged.
func killAfter(t *testing.T, env, path string, n int) (acked uint64) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), env+"="+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for i := 0; lines.Scan(); i++ {
		if acked, err = strconv.ParseUint(lines.Text(), 10, 64); err != nil {
			t.Fatal(err)
		}
		if i == n {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("the writer ended by itself: %v", err)
	}
	return acked
}

func TestKilledProcessLosesNothingAcknowledged(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "log.db")
	for round := range 8 {
		acked := killAfter(t, victimEnv, path, 10+round*19)
		l, err := OpenSQLite(SQLiteConfig{Path: path, Ballast: -1})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		got := l.Head().Size
		if got < acked || got > acked+17 || l.CaughtUp() > 1 {
			t.Fatalf("round %d: %d records were acknowledged, %d are there, %d segments were caught up", round, acked, got, l.CaughtUp())
		}
		err = l.Read(0, func(seq uint64, r []byte) error {
			if binary.BigEndian.Uint64(r[100:]) != seq {
				return fmt.Errorf("record %d is not the one that was appended", seq)
			}
			return nil
		})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
