package data

import (
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// TestLogBehavesLikeASlice drives a log at random, with orderly ends and kills
// in between, beside a slice that holds what was acknowledged.
func TestLogBehavesLikeASlice(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(root, "log-*")
		if err != nil {
			rt.Fatal(err)
		}
		m := &logModel{path: filepath.Join(dir, "log.db")}
		m.open(rt)
		defer func() { m.log.Close() }()
		rt.Repeat(map[string]func(*rapid.T){
			"append":     m.append,
			"read":       m.read,
			"restart":    m.restart,
			"kill":       m.kill,
			"checkpoint": m.checkpoint,
			"refuse":     m.refuse,
			"":           m.check,
		})
	})
}

type logModel struct {
	path     string
	log      *SQLite
	twin     [][]byte
	edge     frontier
	segments uint64
	kills    int
}

func (m *logModel) open(t *rapid.T) {
	log, err := OpenSQLite(SQLiteConfig{Path: m.path, Ballast: -1})
	if err != nil {
		t.Fatal(err)
	}
	m.log = log
}

func (m *logModel) append(t *rapid.T) {
	records := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 1, 300), 1, 40).Draw(t, "records")
	leaves := make([]Hash, len(records))
	h, err := m.log.AppendHashed(records, leaves)
	if err != nil {
		t.Fatal(err)
	}
	m.twin = append(m.twin, records...)
	m.segments++
	for i, r := range records {
		m.edge.add(LeafHash(r))
		if leaves[i] != LeafHash(r) {
			t.Fatalf("leaf %d is wrong", i)
		}
	}
	if h != m.log.Head() {
		t.Fatal("Append and Head disagree")
	}
}

func (m *logModel) read(t *rapid.T) {
	from := rapid.Uint64Range(0, uint64(len(m.twin))).Draw(t, "from")
	next := from
	err := m.log.Read(from, func(seq uint64, r []byte) error {
		if seq != next || string(r) != string(m.twin[seq]) {
			t.Fatalf("record %d is wrong or out of place", seq)
		}
		next++
		return nil
	})
	if err != nil || next != uint64(len(m.twin)) {
		t.Fatalf("reading from %d ended at %d of %d: %v", from, next, len(m.twin), err)
	}
}

func (m *logModel) restart(t *rapid.T) {
	if err := m.log.Close(); err != nil {
		t.Fatal(err)
	}
	m.open(t)
}

// kill goes on with a copy of the files as they are on disk at this moment.
func (m *logModel) kill(t *rapid.T) {
	m.kills++
	to := m.path + "k"
	for _, suffix := range []string{"", "-wal", ".head"} {
		raw, err := os.ReadFile(m.path + suffix)
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to+suffix, raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.log.Close(); err != nil {
		t.Fatal(err)
	}
	m.path = to
	m.open(t)
	if m.log.CaughtUp() != 0 {
		t.Fatal("the head file was behind although every append had returned")
	}
}

func (m *logModel) checkpoint(t *rapid.T) {
	if err := m.log.Checkpoint(); err != nil {
		t.Fatal(err)
	}
}

func (m *logModel) refuse(t *rapid.T) {
	if _, err := m.log.Append([][]byte{{1}, nil}); err == nil {
		t.Fatal("an empty record was accepted")
	}
}

func (m *logModel) check(t *rapid.T) {
	h := m.log.Head()
	if h.Size != uint64(len(m.twin)) || h.Segments != m.segments || h.Root != m.edge.root() {
		t.Fatalf("the head is %+v with %d records in %d segments", h, len(m.twin), m.segments)
	}
}
