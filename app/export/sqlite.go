package export

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// WriteSQLite writes a database file with every table, views for the usual
// questions, and a comment on each column. It is made in memory, in one order, and
// handed over as bytes: it has no journal, and nothing waits to be written to it.
func (s Set) WriteSQLite(to io.Writer) (err error) {
	opened, err := (&sqlite3.SQLiteDriver{}).Open(":memory:")
	if err != nil {
		return fmt.Errorf("write SQLite: %w", err)
	}
	db, _ := opened.(*sqlite3.SQLiteConn) // of what else the driver opens nothing is known
	defer func() { err = errors.Join(err, db.Close()) }()
	body, err := s.fill(db)
	if err != nil {
		return fmt.Errorf("write SQLite: %w", err)
	}
	_, err = to.Write(body)
	return err
}

func (s Set) fill(db *sqlite3.SQLiteConn) ([]byte, error) {
	if _, err := db.Exec("PRAGMA page_size=4096; PRAGMA user_version=1; BEGIN", nil); err != nil {
		return nil, err
	}
	for _, t := range s.Relations() {
		if t.Name == "about" {
			s.aboutViews(&t)
		}
		if err := createTable(db, t); err != nil {
			return nil, fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	for _, v := range views() {
		if _, err := db.Exec(s.sql(v), nil); err != nil {
			return nil, fmt.Errorf("view %s: %w", v.name, err)
		}
	}
	if _, err := db.Exec("COMMIT; VACUUM", nil); err != nil {
		return nil, err
	}
	return db.Serialize("")
}

// createTable makes a table and puts its rows in.
func createTable(db *sqlite3.SQLiteConn, t Table) error {
	if _, err := db.Exec(schema(t), nil); err != nil {
		return err
	}
	if len(t.Rows) == 0 {
		return nil
	}
	places := len(affinities(t))
	insert, err := db.Prepare("INSERT INTO " + t.Name + " VALUES (?" + strings.Repeat(",?", places-1) + ")")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, row := range t.Rows {
		var values []driver.Value
		for i, v := range row {
			values = append(values, stored(v, t.Columns[i].Type)...)
		}
		//lint:ignore SA1019 the driver is spoken to directly, and nobody can cancel
		if _, err := insert.Exec(values); err != nil {
			return err
		}
	}
	return nil
}

// stored is a cell as it is kept. A decimal is kept twice: as a number to order
// and to count by, and as it is printed.
func stored(v Value, kind Type) []driver.Value {
	if v.None {
		if kind == Decimal {
			return []driver.Value{nil, nil}
		}
		return []driver.Value{nil}
	}
	switch kind {
	case Whole, Truth:
		if n, err := strconv.ParseInt(v.Text, 10, 64); err == nil {
			return []driver.Value{n}
		}
	case Decimal:
		if n, err := strconv.ParseFloat(v.Text, 64); err == nil && plainNumber(v.Text) {
			return []driver.Value{n, v.Text}
		}
		return []driver.Value{nil, v.Text}
	}
	return []driver.Value{v.Text}
}

// affinity is one column as SQLite has it.
type affinity struct{ name, kind, about string }

func affinities(t Table) []affinity {
	var all []affinity
	for _, c := range t.Columns {
		one := affinity{c.Name, "TEXT", c.About}
		switch c.Type {
		case Whole, Truth:
			one.kind = "INTEGER"
		case Decimal:
			one.kind = "REAL"
		}
		all = append(all, one)
		if c.Type == Decimal {
			all = append(all, affinity{c.Name + "_text", "TEXT", c.About})
		}
	}
	return all
}

// schema is the statement that makes a table. SQLite keeps it as it is written,
// with the comments.
func schema(t Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "CREATE TABLE %s ( -- %s\n", t.Name, oneLine(t.About))
	columns := affinities(t)
	for i, c := range columns {
		comma := ","
		if i == len(columns)-1 {
			comma = ""
		}
		fmt.Fprintf(&b, "  %s %s%s -- %s\n", c.name, c.kind, comma, oneLine(c.about))
	}
	b.WriteString(")")
	return b.String()
}

// oneLine keeps a sentence inside its comment.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
