package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"sync"
	"time"

	"pingyi/display"
	"pingyi/onair"
)

// Source gives what an output may show to the public now; false when there is no such output. Tables that are late are
// those of before, or none.
type Source func(name onair.Name) (display.Tables, bool)

// Why there is no page.
var (
	ErrNone = errors.New("there is no such output or view")
	ErrLate = errors.New("nobody can tell now what its values are")
)

// freshFor is how long a page is given out before anybody looks whether there is another. However
// many ask, a session is looked at this often for an output.
const freshFor = 200 * time.Millisecond

// Room keeps the newest pages of every output that is asked for. Each is encoded once in every
// format that somebody wants, as long as it does not change. Its methods may be called from any
// goroutine.
type Room struct {
	source Source
	now    func() time.Time
	link   string

	mu      sync.Mutex // guards the map
	outputs map[onair.Name]*edition
}

// NewRoom gives a room that asks a source. The link is the server's own address.
func NewRoom(source Source, now func() time.Time, link string) *Room {
	return &Room{source: source, now: now, link: link, outputs: make(map[onair.Name]*edition)}
}

// edition is the pages of one output.
type edition struct {
	mu    sync.Mutex // guards what follows
	seen  time.Time  // when the source was asked last
	pages map[string]*issue
	late  bool // they are as of before: what they are now cannot be told
}

// issue is a page with what it was encoded to.
type issue struct {
	page   Page
	bodies map[string]Body
}

// Body is a page in a format.
type Body struct {
	Bytes []byte
	Type  string
	Tag   string // for ETag, with its quotes
}

// Page gives a view of an output as it is now, or as it was told last where nobody can tell; ErrNone, ErrLate.
func (r *Room) Page(name onair.Name, view string) (page Page, err error) {
	err = r.issue(name, view, func(i *issue) { page = i.page })
	return page, err
}

// Body gives a view of an output in a format, as Page. The bytes are shared: do not change them.
func (r *Room) Body(name onair.Name, view string, format Format) (body Body, err error) {
	err = r.issue(name, view, func(i *issue) { body = i.body(format) })
	return body, err
}

func (r *Room) issue(name onair.Name, view string, fn func(*issue)) error {
	known := false
	err := r.look(name, func(pages map[string]*issue, _ bool) {
		if i := pages[view]; i != nil {
			known = true
			fn(i)
		}
	})
	if err == nil && !known {
		err = ErrNone
	}
	return err
}

// body encodes a page, once for each format.
func (i *issue) body(format Format) Body {
	if body, known := i.bodies[format.Name]; known {
		return body
	}
	text := format.Encode(i.page)
	sum := sha256.Sum256(text)
	body := Body{text, format.Type, `"` + hex.EncodeToString(sum[:16]) + `"`}
	i.bodies[format.Name] = body
	return body
}

// look runs fn on the pages of an output as they are at one moment, or were told last, while nobody else looks at
// them; ErrNone when there is no such output, ErrLate when there are no pages that may be told.
func (r *Room) look(name onair.Name, fn func(pages map[string]*issue, late bool)) error {
	e := r.edition(name)
	e.mu.Lock()
	defer e.mu.Unlock()
	if now := r.now(); e.pages == nil || now.Sub(e.seen) >= freshFor || now.Before(e.seen) {
		tables, there := r.source(name)
		if !there {
			r.forget(name)
			return ErrNone
		}
		e.seen, e.late = now, tables.Late
		e.turn(tables, now, r.link)
	}
	if len(e.pages) == 0 {
		return ErrLate
	}
	fn(e.pages, e.late)
	return nil
}

func (r *Room) edition(name onair.Name) *edition {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.outputs[name] == nil {
		r.outputs[name] = &edition{}
	}
	return r.outputs[name]
}

// forget lets go of an output that is not there: its name came from whoever asked.
func (r *Room) forget(name onair.Name) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.outputs, name)
}

// turn takes in tables. A view that is as it was keeps its page, with its position, its time and
// what it was encoded to.
func (e *edition) turn(t display.Tables, now time.Time, link string) {
	pages := make(map[string]*issue, len(t.Views))
	for _, table := range t.Views {
		page := Page{t.Output, t.Session, t.Title, t.Seq, t.Phase, t.Rehearsal, now, link, table}
		if before := e.pages[table.View]; before != nil && before.page.same(page) {
			pages[table.View] = before
			continue
		}
		pages[table.View] = &issue{page, make(map[string]Body)}
	}
	e.pages = pages
}
