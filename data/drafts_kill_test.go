package data

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// draftsVictimEnv names the keys under which this test program, started again,
// is to save drafts until it is killed.
const draftsVictimEnv = "PINGYI_TEST_DRAFTS_VICTIM"

// victims is how many drafts a victim has; it saves them in turn.
const victims = 7

// saveUntilKilled counts on from what is there and reports each number once the
// draft that holds it is saved.
func saveUntilKilled(dir string, acks io.Writer) error {
	k, err := OpenKeys(dir)
	if err != nil {
		return err
	}
	d, err := k.Drafts("item.1.1")
	if err != nil {
		return err
	}
	d.store.limit, d.store.every = 60, 60 // checkpoints often, so that kills fall into them too
	last, err := highest(d)
	for n := last + 1; err == nil; n++ {
		err = d.Change([]byte{byte(n % victims)}, func([]byte) ([]byte, error) {
			return append(binary.BigEndian.AppendUint64(nil, n), make([]byte, 800)...), nil
		})
		if err == nil {
			_, err = fmt.Fprintln(acks, n)
		}
	}
	return err
}

// highest is the greatest number in a draft; every draft must hold one of the
// last numbers.
func highest(d *Drafts) (last uint64, err error) {
	var all [victims]uint64
	for i := range all {
		text, err := d.Get([]byte{byte(i)})
		if err != nil {
			return 0, err
		}
		if text != nil {
			all[i] = binary.BigEndian.Uint64(text)
			last = max(last, all[i])
		}
	}
	for i, n := range all {
		if n+victims <= last || n > 0 && n%victims != uint64(i) {
			return 0, errors.New("a draft is older than what was saved")
		}
	}
	return last, nil
}

func TestKilledProcessLosesNoDraftThatItSaidWasSaved(t *testing.T) {
	t.Parallel()
	k, dir := testKeys(t)
	if _, err := k.Create("item.1.1"); err != nil {
		t.Fatal(err)
	}
	for round := range 6 {
		acked := killAfter(t, draftsVictimEnv, dir, 10+round*23)
		k := reopenKeys(t, dir)
		last, err := highest(draftsOf(t, k))
		if err != nil || last < acked || last > acked+1 {
			t.Fatalf("round %d: %d was acknowledged, %d is there (%v)", round, acked, last, err)
		}
		if err := k.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*-shm")); err != nil || len(left) > 0 {
		t.Errorf("an index that others could read lies in the folder: %v (%v)", left, err)
	}
}

func TestFileOfDraftsThatWasNeverFinishedIsBegunAgain(t *testing.T) {
	k, dir := testKeys(t)
	if _, err := k.Create("item.1.1"); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "item.1.1.drafts.db")
	for _, begun := range []func() error{
		func() error { return os.WriteFile(path, nil, 0o600) },
		func() error { // set to write ahead, which makes the first page, and no more
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				return err
			}
			conn, err := connect(path, 1)
			if err != nil {
				return err
			}
			return errors.Join(conn.settle(path), conn.conn.Close())
		},
	} {
		if err := begun(); err != nil {
			t.Fatal(err)
		}
		write(t, draftsOf(t, k), "Li", "012")
		if err := k.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
