package data_test

import (
	"path/filepath"
	"sync"
	"testing"

	"pingyi/data"
	"pingyi/data/logtest"
)

func TestMemoryHoldsTheContract(t *testing.T) {
	logtest.Run(t, func(*testing.T) data.Log { return data.NewMemory() }, nil)
}

func TestSQLiteHoldsTheContract(t *testing.T) {
	var paths sync.Map // log -> its path
	openAt := func(t *testing.T, path string) data.Log {
		t.Helper()
		l, err := data.OpenSQLite(data.SQLiteConfig{Path: path, Ballast: -1})
		if err != nil {
			t.Fatal(err)
		}
		paths.Store(l, path)
		return l
	}
	logtest.Run(t, func(t *testing.T) data.Log {
		return openAt(t, filepath.Join(t.TempDir(), "a log with ? and % and 票.db"))
	}, func(t *testing.T, l data.Log) data.Log {
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		path, _ := paths.Load(l)
		return openAt(t, path.(string))
	})
}
