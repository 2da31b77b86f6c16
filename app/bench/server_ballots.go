//go:build linux

package bench

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strings"

	"github.com/gofiber/fiber/v2"
	_ "github.com/mattn/go-sqlite3"

	"pingyi/app/web"
)

// ballotBody is the body of a ballot as a handler without ambitions reads it.
type ballotBody struct {
	Ballot string `json:"ballot"`
	Item   int    `json:"item"`
	Run    int    `json:"run"`
	Unit   string `json:"unit"`
	Marks  string `json:"marks"`
}

// receiptBody is an answer as long as the product's.
func receiptBody() []byte { return []byte(`{"receipt":"` + strings.Repeat("0", 64) + `"}`) }

// plain is a Fiber server with the product's own limits.
type plain struct {
	noFrames
	fiber  *fiber.App
	socket net.Listener
	ended  chan error
}

func newPlain(handler fiber.Handler) (*plain, error) {
	socket, err := listen()
	if err != nil {
		return nil, err
	}
	p := &plain{fiber: fiber.New(web.FiberConfig()), socket: socket, ended: make(chan error, 1)}
	p.fiber.Post("/v/ballot", handler)
	go func() { p.ended <- p.fiber.Listener(socket) }()
	return p, nil
}

func (p *plain) addr() string { return p.socket.Addr().String() }

// close also closes the socket: a server that was told to stop before it began
// to serve would serve for ever.
func (p *plain) close() error {
	failed := p.fiber.Shutdown()
	if err := p.socket.Close(); !errors.Is(err, net.ErrClosed) {
		failed = errors.Join(failed, err)
	}
	if err := <-p.ended; !errors.Is(err, net.ErrClosed) {
		failed = errors.Join(failed, err)
	}
	return failed
}

// newBare is what the storm is measured against: it parses the body, stores
// nothing, and answers as much as the product does.
func newBare() (served, error) {
	answer := receiptBody()
	return newPlain(func(c *fiber.Ctx) error {
		var b ballotBody
		if err := json.Unmarshal(c.Body(), &b); err != nil || b.Item == 0 {
			return fiber.ErrBadRequest
		}
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
		return c.Send(answer)
	})
}

// oneByOne is the control: the same, and each ballot in a transaction of its
// own, on one connection, as durable as the product's log.
type oneByOne struct {
	*plain
	database *sql.DB
	queue    chan toStore
}

type toStore struct {
	ballot ballotBody
	done   chan error
}

func newOneByOne(dir string) (served, error) {
	path := filepath.Join(dir, "one-by-one.db")
	database, err := sql.Open("sqlite3", "file:"+path+"?_journal_mode=WAL&_synchronous=FULL&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	database.SetMaxOpenConns(1)
	if _, err := database.Exec("CREATE TABLE ballot (id TEXT, item INTEGER, run INTEGER, unit TEXT, marks TEXT)"); err != nil {
		return nil, fmt.Errorf("create table: %w", err)
	}
	insert, err := database.Prepare("INSERT INTO ballot (id, item, run, unit, marks) VALUES (?, ?, ?, ?, ?)")
	if err != nil {
		return nil, fmt.Errorf("prepare insert: %w", err)
	}
	o := &oneByOne{database: database, queue: make(chan toStore, 20_000)}
	go o.write(insert)
	o.plain, err = newPlain(o.take)
	return o, err
}

func (o *oneByOne) write(insert *sql.Stmt) {
	for next := range o.queue {
		b := next.ballot
		_, err := insert.Exec(b.Ballot, b.Item, b.Run, b.Unit, b.Marks) // one statement is its own transaction
		next.done <- err
	}
}

func (o *oneByOne) take(c *fiber.Ctx) error {
	next := toStore{done: make(chan error, 1)}
	if err := json.Unmarshal(c.Body(), &next.ballot); err != nil || next.ballot.Item == 0 {
		return fiber.ErrBadRequest
	}
	o.queue <- next
	if err := <-next.done; err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(receiptBody())
}

func (o *oneByOne) close() error {
	if err := o.plain.close(); err != nil {
		return err
	}
	close(o.queue)
	return o.database.Close()
}
