package feed

import (
	"sync"
	"testing"
	"time"

	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// rare are characters of names and places that older encodings lack.
const rare = "𬀩𬮿䶮㛃㙓𬱖龘靐犇"

// sampleTables are a board of two units and an empty row, with what encoders stumble over.
func sampleTables() display.Tables {
	return display.Tables{
		Seq: 4711, Output: "pgm", Session: "evening", Title: "服务窗口 <公开> \"评议\" & more", Phase: voting.Running,
		Views: []display.Table{
			{View: display.ViewBoard, Columns: []string{"line", "rank", "tie", "name", "score", "prev_rank", "prev_score"}, Rows: [][]string{
				{"1", "1", "false", rare + "街道", "90.00", "2", "89.10"},
				{"2", "2", "false", "A <Cross-Border> \"Window\", Ltd. & Co.\n'二'\x00", "=80.5", "", ""},
				{"3", "", "", "", "", "", ""},
			}},
			{View: display.ViewItem, Columns: []string{"number", "name", "grade_1_label", "grade_1_count"}, Rows: [][]string{{"3", "张　三", "满意", "31"}}},
			{View: display.ViewTurnout, Columns: []string{"line", "label", "percent"}, Rows: [][]string{{"1", "", "93.1"}, {"2", "人大代表", "100.0"}}},
			{View: display.ViewStatus, Columns: []string{"title", "panic"}, Rows: [][]string{{"服务窗口", "false"}}},
			{View: display.ViewList, Columns: []string{"line", "list", "name"}, Rows: [][]string{{"1", "十佳", rare}}},
		},
	}
}

// studio is a source with one output and a clock that stands.
type studio struct {
	mu     sync.Mutex
	tables display.Tables
	at     time.Time
	asked  int
	gone   bool
}

func newStudio() *studio {
	return &studio{tables: sampleTables(), at: time.Date(2026, 11, 26, 12, 15, 3, 0, time.UTC)}
}

func (s *studio) source(name onair.Name) (display.Tables, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	return s.tables, name == "pgm" && !s.gone
}

func (s *studio) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at
}

// turn changes what the output may show, and lets time pass.
func (s *studio) turn(change func(*display.Tables)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tables = sampleTables()
	change(&s.tables)
	s.at = s.at.Add(time.Second)
}

func (s *studio) room() *Room { return NewRoom(s.source, s.now, "http://pingyi.example.cn") }

func (s *studio) page(t *testing.T, view string) Page {
	t.Helper()
	page, err := s.room().Page("pgm", view)
	if err != nil {
		t.Fatalf("view %s: %v", view, err)
	}
	return page
}
