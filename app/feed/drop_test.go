package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"pingyi/display"
	"pingyi/onair"
)

func (s *studio) drop(t *testing.T, encoding, end string, more ...string) (*Drop, string) {
	dir := filepath.Join(t.TempDir(), "drop")
	outputs := func() []onair.Name { return []onair.Name{"pgm"} }
	return NewDrop(DropConfig{Dir: dir, Encodings: append([]string{encoding}, more...), LineEnd: end}, s.room(), outputs, s.now), filepath.Join(dir, "pgm")
}

func pass(t *testing.T, d *Drop) {
	t.Helper()
	if err := d.Pass(); err != nil {
		t.Fatal(err)
	}
}

func content(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, entry := range entries {
		all = append(all, entry.Name())
	}
	return all
}

func TestAFolderHoldsOneValueInAFileAndEveryViewAsATable(t *testing.T) {
	s := newStudio()
	d, dir := s.drop(t, UTF8, CRLF)
	pass(t, d)
	for name, want := range map[string]string{
		"rank_01_name.txt": rare + "街道\r\n", "rank_01_score.txt": "90.00\r\n", "rank_01_prev_rank.txt": "2\r\n", "rank_02_name.txt": "A <Cross-Border> \"Window\", Ltd. & Co. '二'\r\n",
		"rank_03_name.txt": "\r\n", "item_grade_1_count.txt": "31\r\n", "turnout_percent.txt": "93.1\r\n", "list_01_name.txt": rare + "\r\n",
		"status_panic.txt": "false\r\n", "status_seq.txt": "4711\r\n", "HEARTBEAT.txt": "2026-11-26T20:15:03+08:00\r\n",
	} {
		if got := content(t, dir, name); got != want {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
	board := s.page(t, display.ViewBoard)
	for name, want := range map[string][]byte{
		"board.xml": encodeXML(board), "board.json": encodeJSON(board), "board.csv": append([]byte(byteOrderMark), encodeCSV(board)...), "board.nobom.csv": encodeCSV(board), "board.gb18030.csv": gb18030(encodeCSV(board)),
	} {
		if got := content(t, dir, name); got != string(want) {
			t.Errorf("%s holds\n%s\nwant\n%s", name, got, want)
		}
	}
	s.turn(func(*display.Tables) {})
	pass(t, d)
	if got := content(t, dir, "HEARTBEAT.txt"); got != "2026-11-26T20:15:04+08:00\r\n" {
		t.Errorf("a second later the heart beats %q", got)
	}
}

func TestTextFilesAreWrittenAsTheGraphicsSystemReadsThem(t *testing.T) {
	s := newStudio()
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(rare + "街道")
	if err != nil {
		t.Fatal(err)
	}
	for how, want := range map[[2]string]string{
		{UTF8, CRLF}: rare + "街道\r\n", {UTF8, NoEnd}: rare + "街道", {UTF8BOM, LF}: byteOrderMark + rare + "街道\n", {GB18030, CRLF}: gb + "\r\n",
	} {
		d, dir := s.drop(t, how[0], how[1])
		pass(t, d)
		if got := content(t, dir, "rank_01_name.txt"); got != want {
			t.Errorf("%v: the file holds %q, want %q", how, got, want)
		}
	}
}

// Two machines that read text differently have a folder each, with all that there is; one that cannot be written leaves the other alone.
func TestEachFurtherEncodingHasAFolderOfItsOwn(t *testing.T) {
	s := newStudio()
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(rare + "街道")
	if err != nil {
		t.Fatal(err)
	}
	d, dir := s.drop(t, GB18030, CRLF, UTF8, UTF8BOM)
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	blocker := dir + "." + UTF8
	if err := os.WriteFile(blocker, nil, 0o600); err != nil { // a file is where the folder is to be
		t.Fatal(err)
	}
	if err := d.Pass(); err == nil || !strings.Contains(err.Error(), "pgm.utf-8") {
		t.Errorf("the pass says %v", err)
	}
	look := func(suffix, want string) {
		t.Helper()
		if got := content(t, dir+suffix, "rank_01_name.txt"); got != want+"\r\n" {
			t.Errorf("the file of %s holds %q, want %q", suffix, got, want)
		}
	}
	look("", gb)
	look(".utf-8-bom", byteOrderMark+rare+"街道")
	if err := os.Remove(blocker); err != nil {
		t.Fatal(err)
	}
	pass(t, d)
	look(".utf-8", rare+"街道")
	if all, other := names(t, dir), names(t, dir+".utf-8"); !slices.Equal(all, other) {
		t.Errorf("the folders hold %v and %v", all, other)
	}
}

func TestEncodingsAreReadFromASetting(t *testing.T) {
	for text, want := range map[string][]string{
		"utf-8": {UTF8}, "gb18030, utf-8": {GB18030, UTF8}, "utf-8-bom,gb18030,utf-8": {UTF8BOM, GB18030, UTF8}, "utf-8,utf-8": {UTF8}, "": nil, "big5": nil, "utf-8,": nil, "utf-8, big5": nil,
	} {
		got, wrong, ok := ReadEncodings(text)
		if ok != (want != nil) || !slices.Equal(got, want) || !ok && !strings.HasSuffix(text, wrong) {
			t.Errorf("%q is read as %v, %q, %t", text, got, wrong, ok)
		}
	}
}

// A template of the live evening reads no file of a rehearsal, and what the rehearsal left stays.
func TestTheFilesOfARehearsalHaveNamesOfTheirOwn(t *testing.T) {
	s := newStudio()
	s.turn(func(tables *display.Tables) { tables.Rehearsal = true })
	d, dir := s.drop(t, UTF8, CRLF)
	pass(t, d)
	rehearsed := names(t, dir)
	for _, name := range rehearsed {
		if !strings.HasPrefix(name, testPrefix) {
			t.Errorf("a rehearsal writes %s", name)
		}
	}
	before := content(t, dir, "TEST_rank_01_score.txt")
	s.turn(func(tables *display.Tables) { tables.Views[0].Rows[0][4] = "77.77" })
	pass(t, d)
	if got := content(t, dir, "rank_01_score.txt"); got != "77.77\r\n" {
		t.Errorf("live, the score is %q", got)
	}
	if got := content(t, dir, "TEST_rank_01_score.txt"); got != before {
		t.Errorf("the rehearsal's score became %q", got)
	}
	if now := names(t, dir); len(now) != 2*len(rehearsed)-1 || slices.Contains(now, "TEST_HEARTBEAT.txt") || !slices.Contains(now, "HEARTBEAT.txt") {
		t.Errorf("there are %d files, after %d of the rehearsal: %v; one heartbeat stands beside all of both", len(now), len(rehearsed), now)
	}
}

// What an earlier session had in places that this one has not is taken out.
func TestNothingOfAnEarlierSessionStays(t *testing.T) {
	s := newStudio()
	d, dir := s.drop(t, UTF8, CRLF)
	pass(t, d)
	s.turn(func(tables *display.Tables) { tables.Views[0].Rows = tables.Views[0].Rows[:1] })
	again := NewDrop(d.cfg, d.room, d.outputs, s.now) // as after a restart
	pass(t, again)
	if got := content(t, dir, "rank_02_name.txt"); got != "\r\n" {
		t.Errorf("the second place is still %q", got)
	}
}

// A file that somebody took away is there again, and one that has not changed is left alone.
func TestFilesAreWrittenWhenTheyChangeOrAreGone(t *testing.T) {
	s := newStudio()
	d, dir := s.drop(t, UTF8, CRLF)
	pass(t, d)
	look := func(name string) fs.FileInfo {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	before := look("rank_01_name.txt")
	if err := os.Remove(filepath.Join(dir, "board.xml")); err != nil {
		t.Fatal(err)
	}
	s.turn(func(tables *display.Tables) { tables.Views[0].Rows[0][4] = "91.00" })
	pass(t, d)
	if !os.SameFile(before, look("rank_01_name.txt")) {
		t.Error("a name that did not change was written again")
	}
	look("board.xml")
}

// An unwritable folder is told and nothing else happens; when it can be written to all is there.
func TestAFolderThatCannotBeWrittenIsTold(t *testing.T) {
	s := newStudio()
	d, dir := s.drop(t, UTF8, CRLF)
	blocker := filepath.Dir(dir)
	if err := os.WriteFile(blocker, nil, 0o600); err != nil { // a file is where the folder is to be
		t.Fatal(err)
	}
	if err := d.Pass(); err == nil || d.Failed() == nil || !strings.Contains(err.Error(), "pgm") {
		t.Fatalf("the pass says %v", err)
	}
	if err := os.Remove(blocker); err != nil {
		t.Fatal(err)
	}
	pass(t, d)
	if d.Failed() != nil || content(t, dir, "rank_01_score.txt") != "90.00\r\n" {
		t.Errorf("afterwards it says %v", d.Failed())
	}
}

// The values are written first, then the moment that they are of, and the heartbeat last: whoever reads that knows that no value is
// older.
func TestTheHeartbeatIsWrittenLast(t *testing.T) {
	s := newStudio()
	d, _ := s.drop(t, UTF8, CRLF)
	var order []string
	d.replace = func(path, content string) error {
		order = append(order, filepath.Base(path))
		return replace(path, content)
	}
	pass(t, d)
	before := slices.Clone(order)
	moments := 2 * len(display.TableViews())
	values := len(order) - moments - 1
	for i, name := range order {
		moment := strings.HasSuffix(name, "_seq.txt") || strings.HasSuffix(name, "_asof.txt")
		if moment != (i >= values && i < values+moments) || (name == heartbeat) != (i == len(order)-1) {
			t.Errorf("%s is written as number %d of %d", name, i+1, len(order))
		}
	}
	if !slices.IsSorted(order[:values]) {
		t.Errorf("the values are written as %v", order[:values])
	}
	order = nil
	s.turn(func(tables *display.Tables) { tables.Views[0].Rows[0][4] = "91.00" })
	pass(t, d)
	if order[len(order)-1] != heartbeat || len(order) >= len(before) {
		t.Errorf("what has changed is written as %v", order)
	}
}

// As long as a value of an output cannot be written its position stands, and its heart does not beat.
func TestTheHeartStandsStillWhileAValueCannotBeWritten(t *testing.T) {
	s := newStudio()
	d, dir := s.drop(t, UTF8, CRLF)
	pass(t, d)
	blocked := filepath.Join(dir, "rank_01_score.txt")
	if err := os.Remove(blocked); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(blocked, "in the way"), 0o755); err != nil { // no file takes the name of a full folder
		t.Fatal(err)
	}
	s.turn(func(tables *display.Tables) {
		tables.Seq = 4712
		tables.Views[0].Rows[0][4], tables.Views[0].Rows[0][6] = "91.00", "90.00"
	})
	if err := d.Pass(); err == nil {
		t.Fatal("a value cannot be written, and the pass says nothing")
	}
	for name, want := range map[string]string{"rank_01_prev_score.txt": "90.00\r\n", "board_seq.txt": "4711\r\n", "HEARTBEAT.txt": "2026-11-26T20:15:03+08:00\r\n"} {
		if got := content(t, dir, name); got != want {
			t.Errorf("while a value cannot be written %s holds %q, want %q", name, got, want)
		}
	}
	if err := os.RemoveAll(blocked); err != nil {
		t.Fatal(err)
	}
	pass(t, d)
	for name, want := range map[string]string{"rank_01_score.txt": "91.00\r\n", "board_seq.txt": "4712\r\n", "HEARTBEAT.txt": "2026-11-26T20:15:04+08:00\r\n"} {
		if got := content(t, dir, name); got != want {
			t.Errorf("afterwards %s holds %q, want %q", name, got, want)
		}
	}
}

// Whoever reads while values change finds every file whole: the values of one moment, never
// a part of them.
func TestAReaderNeverSeesAPartOfAFile(t *testing.T) {
	s := newStudio()
	long := strings.Repeat("很长的名称", 400)
	name := func(n int) string { return fmt.Sprintf("<%d>%s<%d>", n, long[:15*(1+n%100)], n) }
	d, dir := s.drop(t, UTF8, NoEnd)
	s.turn(func(tables *display.Tables) { tables.Views[0].Rows[0][3] = name(0) })
	pass(t, d)
	const updates = 200
	whole := make(map[string]bool)
	for n := range updates + 1 {
		whole[name(n)] = true
	}
	done, seen := make(chan struct{}), make(map[string]int)
	var reading sync.WaitGroup
	reading.Add(1)
	go func() {
		defer reading.Done()
		for {
			for _, file := range []string{"rank_01_name.txt", "board.xml", "HEARTBEAT.txt"} {
				text, err := os.ReadFile(filepath.Join(dir, file))
				switch {
				case errors.Is(err, fs.ErrNotExist):
					t.Errorf("%s is gone", file)
				case err != nil:
					t.Error(err)
				case file == "rank_01_name.txt" && !whole[string(text)]:
					t.Errorf("a part was read: %.60q", text)
				case file == "board.xml" && !bytes.HasSuffix(text, []byte("</feed>\n")), len(text) == 0:
					t.Errorf("%s is not whole: %d bytes", file, len(text))
				}
				seen[file+string(text)]++
			}
			select {
			case <-done:
				return
			default:
			}
		}
	}()
	for n := range updates {
		s.turn(func(tables *display.Tables) { tables.Views[0].Rows[0][3] = name(n + 1) })
		pass(t, d)
	}
	close(done)
	reading.Wait()
	if len(seen) < 10 {
		t.Errorf("the reader saw only %d different contents", len(seen))
	}
	if slices.ContainsFunc(names(t, dir), func(name string) bool { return strings.HasSuffix(name, ".tmp") }) {
		t.Error("a draft was left")
	}
}

func TestAnOutputThatWasRemovedIsNoFailure(t *testing.T) {
	s := newStudio()
	d, dir := s.drop(t, UTF8, CRLF)
	pass(t, d)
	before := maps.Clone(d.written)
	s.turn(func(*display.Tables) {})
	s.gone = true
	pass(t, d)
	if !maps.Equal(before, d.written) || content(t, dir, "rank_01_score.txt") != "90.00\r\n" {
		t.Error("the files of an output that is gone changed")
	}
}
