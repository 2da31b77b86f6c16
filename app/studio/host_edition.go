package studio

import (
	"encoding/json"
	"os"
	"strings"
	"sync"
	"time"

	"pingyi/beijing"
	"pingyi/data"
)

// EditionsFile says since when each graphic of OGraf is as it is.
const EditionsFile = "graphics.json"

// editions number the graphics that are handed out, so that one which is another is a higher version, whatever made it
// another: a build, an address, a title. A renderer that has several of an id may take the highest.
type editions struct {
	path string

	mu  sync.Mutex // guards what follows
	all map[string]edition
}

// edition is a graphic as it is since a moment.
type edition struct {
	Hash  string `json:"hash"`
	Since int64  `json:"since"` // Unix seconds
}

// openEditions reads the file. Without one that can be read all begins anew, which is later and so a higher version too.
func openEditions(path string) *editions {
	e := &editions{path: path}
	text, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(text, &e.all) != nil || e.all == nil {
		e.all = make(map[string]edition)
	}
	return e
}

// version is that of a graphic whose content has a hash: the moment since which it is like this, and the hash.
func (e *editions) version(id, hash string, now time.Time) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	one, known := e.all[id]
	if !known || one.Hash != hash {
		one = edition{hash, max(now.Unix(), one.Since+1)} // the clock may have been put back
		e.all[id] = one
	}
	return strings.NewReplacer("-", "", ":", "", " ", "").Replace(beijing.Second(one.Since)) + "-" + hash
}

// save writes the file where something in it is new.
func (e *editions) save() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	text, err := json.Marshal(e.all)
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(e.path); err == nil && string(old) == string(text) {
		return nil
	}
	return data.WriteFile(e.path, text)
}
