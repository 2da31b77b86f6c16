package feed

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"pingyi/beijing"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// DropConfig says where and how the values of outputs are kept as files.
type DropConfig struct {
	Dir       string   // each output has a folder in it for each encoding
	Encodings []string // of text files, some of Encodings
	LineEnd   string   // of text files, one of LineEnds
}

// The ways in which a text file can be written.
const (
	UTF8    = "utf-8"
	UTF8BOM = "utf-8-bom"
	GB18030 = "gb18030"

	CRLF  = "crlf"
	LF    = "lf"
	NoEnd = "none"
)

// Encodings lists those of text files.
func Encodings() []string { return []string{UTF8, UTF8BOM, GB18030} }

// ReadEncodings reads one or more of them, with commas between, each once; wrong is the first word that is none of them.
func ReadEncodings(text string) (encodings []string, wrong string, ok bool) {
	for one := range strings.SplitSeq(text, ",") {
		one = strings.TrimSpace(one)
		if !slices.Contains(Encodings(), one) {
			return nil, one, false
		}
		if !slices.Contains(encodings, one) {
			encodings = append(encodings, one)
		}
	}
	return encodings, "", true
}

// LineEnds lists what can stand behind the value of a text file.
func LineEnds() []string { return []string{CRLF, LF, NoEnd} }

// dropRows is of how many places a view has text files. The rest is in its table.
const dropRows = 100

// testPrefix begins the name of every file of a rehearsal: no template of the live evening reads it.
const testPrefix = "TEST_"

// heartbeat is the file that says that the others are as of now. There is one: that of the evening, or of the rehearsal.
const heartbeat = "HEARTBEAT.txt"

// Drop keeps the newest values of outputs in a folder, for systems that read files. A file is
// always whole: it is written beside the old one and takes its name in one step.
type Drop struct {
	cfg     DropConfig
	room    *Room
	outputs func() []onair.Name
	now     func() time.Time
	replace func(path, content string) error

	mu      sync.Mutex // guards what follows
	written map[string]string
	failed  error
}

// NewDrop gives a drop that keeps the pages of a room, of the outputs that there are at each pass.
func NewDrop(cfg DropConfig, room *Room, outputs func() []onair.Name, now func() time.Time) *Drop {
	return &Drop{cfg: cfg, room: room, outputs: outputs, now: now, replace: replace, written: make(map[string]string)}
}

// Failed is why the folder could not be kept at the last pass; nil while it could.
func (d *Drop) Failed() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.failed
}

// Pass writes what is new, and the heartbeat. A file that cannot be written is tried again at the
// next pass; the other values are written all the same.
func (d *Drop) Pass() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.failed = nil
	for _, name := range d.outputs() {
		for i, encoding := range d.cfg.Encodings {
			folder := string(name)
			if i > 0 {
				folder += "." + encoding
			}
			if err := d.keep(name, folder, encoding); err != nil && d.failed == nil {
				d.failed = fmt.Errorf("the files of output %s are not up to date: %w", folder, err)
			}
		}
	}
	return d.failed
}

// Run passes once a second until quit is closed, and tells when the folder begins to fail and when
// it is well again.
func (d *Drop) Run(quit <-chan struct{}, tell func(error)) {
	clock := time.NewTicker(time.Second)
	defer clock.Stop()
	said := ""
	for {
		err := d.Pass()
		if text := fmt.Sprint(err); text != said && (err != nil || said != "") {
			tell(err)
		}
		if said = ""; err != nil {
			said = err.Error()
		}
		select {
		case <-clock.C:
		case <-quit:
			return
		}
	}
}

// keep brings a folder of an output up to date. Text in another encoding is in another folder, which has everything: whoever reads it
// needs no other, and each has a heartbeat of its own.
func (d *Drop) keep(name onair.Name, folder, encoding string) error {
	files, err := d.files(name, encoding)
	if errors.Is(err, ErrNone) {
		return nil // removed a moment ago
	}
	if err != nil {
		return err
	}
	dir := filepath.Join(d.cfg.Dir, folder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	there, err := d.there(dir, files, encoding)
	if err != nil {
		return err
	}
	for _, names := range stages(files) {
		if err = d.write(dir, names, files, there); err != nil {
			break
		}
	}
	return errors.Join(err, d.takeOut(dir, files, there))
}

// stages are the names of files in the order in which they are written: the values, the moment that they are of, the
// heartbeat. What follows says of what is before that it is there, so it waits until all of that is written.
func stages(files map[string]string) [3][]string {
	var all [3][]string
	for _, name := range slices.Sorted(maps.Keys(files)) {
		stage := 0
		switch {
		case strings.HasSuffix(name, heartbeat):
			stage = 2
		case strings.HasSuffix(name, "_seq.txt"), strings.HasSuffix(name, "_asof.txt"):
			stage = 1
		}
		all[stage] = append(all[stage], name)
	}
	return all
}

// write writes those of some files that are not there as they are to be. One that cannot be written stops no other of them.
func (d *Drop) write(dir string, names []string, files map[string]string, there map[string]bool) (failed error) {
	for _, file := range names {
		path, content := filepath.Join(dir, file), files[file]
		if old, known := d.written[path]; known && old == content && there[file] {
			continue
		}
		if err := d.replace(path, content); err != nil {
			delete(d.written, path)
			failed = err
			continue
		}
		d.written[path] = content
	}
	return failed
}

// takeOut takes the heartbeat of the other kind out, which stands still and would say that what moves is old. Somebody may have it
// open, where that keeps it in its place: all else is written before, and the next pass tries again.
func (d *Drop) takeOut(dir string, files map[string]string, there map[string]bool) error {
	for _, name := range []string{heartbeat, testPrefix + heartbeat} {
		if _, known := files[name]; known || !there[name] {
			continue
		}
		path := filepath.Join(dir, name)
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		delete(d.written, path)
	}
	return nil
}

// ours are the text files of numbered rows.
var ours = regexp.MustCompile(`^(?:TEST_)?(?:rank|list)_[0-9]+_[a-z0-9_]+\.txt$`)

// there lists the folder. Of an earlier session with more places the values are taken out, so that
// no template shows them as of today.
func (d *Drop) there(dir string, files map[string]string, encoding string) (map[string]bool, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	prefix := ""
	for file := range files {
		if strings.HasPrefix(file, testPrefix) {
			prefix = testPrefix
		}
	}
	there := make(map[string]bool, len(entries))
	for _, entry := range entries {
		name := entry.Name()
		there[name] = true
		if _, known := files[name]; !known && ours.MatchString(name) && strings.HasPrefix(name, testPrefix) == (prefix != "") {
			files[name] = d.value("", encoding)
		}
	}
	return there, nil
}

// files are what the folder of an output holds now, by name. All are of one moment, so that none
// of a rehearsal gets the name of a live one while an output is turned from the one to the other. Where nobody can tell
// what they are now those of before stay, and the heart does not beat.
func (d *Drop) files(name onair.Name, encoding string) (map[string]string, error) {
	files, late := make(map[string]string), false
	session := voting.SessionID("")
	err := d.room.look(name, func(pages map[string]*issue, old bool) {
		prefix := ""
		if late = old; late {
			for _, i := range pages {
				session = i.page.Session
			}
			return
		}
		for view, i := range pages {
			if prefix = ""; i.page.Rehearsal {
				prefix = testPrefix
			}
			for ending, format := range map[string]string{"xml": "xml", "json": "json", "csv": "bom.csv", "nobom.csv": "csv", "gb18030.csv": "gb18030.csv"} {
				f, _ := FormatOf(format)
				files[prefix+view+"."+ending] = string(i.body(f).Bytes)
			}
			for file, value := range singles(i.page) {
				files[prefix+file+".txt"] = d.value(value, encoding)
			}
		}
		files[prefix+heartbeat] = d.value(beijing.Moment(d.now().Unix()), encoding)
	})
	if err == nil && late {
		err = fmt.Errorf("session %s: %w", session, ErrLate)
	}
	return files, err
}

// singles are the values of a page one by one, each under the name of its file. Position, phase,
// rehearsal and time stand once for each view.
func singles(p Page) map[string]string {
	all := make(map[string]string)
	for i, value := range p.stamp() {
		all[p.View+"_"+stamps()[i]] = value
	}
	rows := p.Table.Rows
	name := func(int) string { return p.View }
	switch p.View {
	case display.ViewBoard:
		name = func(row int) string { return fmt.Sprintf("rank_%02d", row) }
	case display.ViewList:
		name = func(row int) string { return fmt.Sprintf("list_%02d", row) }
	default:
		rows = rows[:1] // of the turnout the whole hall; the categories are in the table
	}
	for i, row := range rows[:min(len(rows), dropRows)] {
		for k, value := range row {
			all[name(i+1)+"_"+p.Table.Columns[k]] = value
		}
	}
	return all
}

// value is the content of a text file.
func (d *Drop) value(text, encoding string) string {
	text = plain(text)
	switch d.cfg.LineEnd {
	case CRLF:
		text += "\r\n"
	case LF:
		text += "\n"
	}
	switch encoding {
	case GB18030:
		return string(gb18030([]byte(text)))
	case UTF8BOM:
		return byteOrderMark + text
	}
	return text
}

// replace gives a file another content in one step. Everybody may read it: it is public. It is not
// forced to the disk, where the votes are written meanwhile: after a power cut the first pass
// writes every file again.
func replace(path, content string) error {
	draft := path + ".tmp"
	err := os.WriteFile(draft, []byte(content), 0o644)
	if err == nil {
		err = os.Rename(draft, path)
	}
	if err != nil {
		_ = os.Remove(draft) // what is left of it says nothing
	}
	return err
}
