// Package static holds the screens as plain files: what lies in these folders
// is what is served, under one address that contains the hash of the whole
// tree and may therefore be kept for ever. Nothing is generated but the scripts
// of phones and outputs, which are their modules in a row, once more for browsers
// that are old. The font of the displays is part of
// the tree by its list of hashes; its bytes are read when they are asked for.
package static

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"pingyi/static/fonts"
)

//go:embed */*.html */*.css */*.js */*.json */*.svg
var tree embed.FS

// Languages are the languages of every sentence; the first is the default.
func Languages() []string { return []string{"zh-CN", "en"} }

// Site is the tree ready to be served. It never changes after New.
type Site struct {
	files  map[string]file
	prefix string
	words  map[string]map[string]string
	phone  *template.Template
	parts  phoneParts
	form   formParts
}

type file struct {
	body, zipped []byte
	smallest     func() []byte // packed when it is first asked for: it takes a while
	kind         string
}

// contentTypes lists the kinds of file that are served, by extension.
func contentType(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	}
	return "application/octet-stream"
}

// New gives the embedded tree, read once in a process. It fails only when the tree itself
// is wrong: a module that cannot be bundled, a broken word list, a broken template.
func New() (*Site, error) { return readOnce() }

var readOnce = sync.OnceValues(read)

func read() (*Site, error) {
	s := &Site{files: make(map[string]file), words: make(map[string]map[string]string)}
	sources, err := readTree(tree)
	if err != nil {
		return nil, err
	}
	if err := bundlePhone(sources); err != nil {
		return nil, err
	}
	if err := bundleGfx(sources); err != nil {
		return nil, err
	}
	if err := bundleHosts(sources); err != nil {
		return nil, err
	}
	s.prefix = "/s/" + treeHash(sources) + "/"
	for name, body := range sources {
		zipped, err := compress(body)
		if err != nil {
			return nil, fmt.Errorf("compress %s: %w", name, err)
		}
		s.files[name] = file{body: body, zipped: zipped, smallest: sync.OnceValue(func() []byte { return brotliOf(body) }), kind: contentType(name)}
	}
	for _, lang := range Languages() {
		if s.words[lang], err = WordsOf(lang); err != nil {
			return nil, err
		}
	}
	if err := s.readPhone(sources); err != nil {
		return nil, err
	}
	return s, s.readForm(sources)
}

// bundlePhone adds the scripts of the phone's pages, each in one file.
func bundlePhone(sources map[string][]byte) error {
	made := make(map[string][]byte)
	for name, entry := range map[string]string{
		phoneScript: "phone/phone.js", rowsScript: "phone/rows.js", matrixScript: "phone/matrix.js", chooseScript: "phone/choose.js",
	} {
		script, err := bundle(sources, entry)
		if err != nil {
			return fmt.Errorf("bundle the phone's script: %w", err)
		}
		made[name] = script
	}
	maps.Copy(sources, made)
	return nil
}

func readTree(tree fs.FS) (map[string][]byte, error) {
	sources := make(map[string][]byte)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		sources[name], err = fs.ReadFile(tree, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the embedded tree: %w", err)
	}
	return sources, nil
}

// treeHash covers names, lengths and contents, so that no two trees share an
// address.
func treeHash(sources map[string][]byte) string {
	names := make([]string, 0, len(sources))
	for name := range sources {
		names = append(names, name)
	}
	sort.Strings(names)
	sum := sha256.New()
	for _, name := range names {
		fmt.Fprintf(sum, "%s\n%d\n", name, len(sources[name]))
		sum.Write(sources[name])
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

func compress(body []byte) ([]byte, error) {
	var zipped bytes.Buffer
	w, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return zipped.Bytes(), nil
}

// brotliOf packs better than compress, for the browsers that read it.
func brotliOf(body []byte) []byte {
	var packed bytes.Buffer
	w := brotli.NewWriterLevel(&packed, brotli.BestCompression)
	_, _ = w.Write(body) // into memory
	_ = w.Close()
	return packed.Bytes()
}

// WordsOf reads all sentences of a language by key.
func WordsOf(lang string) (map[string]string, error) {
	words := make(map[string]string)
	for _, name := range wordLists(lang) {
		text, err := tree.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(text, &words)
		}
		if err != nil {
			return nil, fmt.Errorf("read the words in %s: %w", name, err)
		}
	}
	return words, nil
}

// wordLists are the files that hold the sentences of a language.
func wordLists(lang string) []string {
	lists := []string{"words/" + lang + ".json"}
	for _, room := range []string{"desk", "export", "programme", "onair", "gfx", "host", "director", "tools"} {
		lists = append(lists, "words/"+room+"."+lang+".json")
	}
	return lists
}

// ProgrammeWords are the sentences in which a programme is told without a server.
// An unknown language gets Chinese.
func ProgrammeWords(lang string) (map[string]string, error) { return wordsIn("programme", lang) }

// ToolWords are what the commands for a terminal say and print: the calculator,
// explanations, the reading of a rulebook. An unknown language gets Chinese.
func ToolWords(lang string) (map[string]string, error) { return wordsIn("tools", lang) }

func wordsIn(list, lang string) (map[string]string, error) {
	if !slices.Contains(Languages(), lang) {
		lang = Languages()[0]
	}
	words := make(map[string]string)
	text, err := tree.ReadFile("words/" + list + "." + lang + ".json")
	if err == nil {
		err = json.Unmarshal(text, &words)
	}
	if err != nil {
		return nil, fmt.Errorf("read the words in %s: %w", list, err)
	}
	return words, nil
}

// Prefix is the path under which files are served: "/s/<hash of the tree>/".
func (s *Site) Prefix() string { return s.prefix }

// File gives a file by its exact name below the prefix, such as
// "gfx/gfx.css", and its content type. The caller must not change the bytes.
func (s *Site) File(name string) (body []byte, contentType string, ok bool) {
	if slice, isFont := strings.CutPrefix(name, "fonts/"); isFont && path.Ext(name) == ".woff2" {
		body, ok = fonts.File(slice)
		return body, fonts.ContentType, ok
	}
	f, ok := s.files[name]
	return f.body, f.kind, ok
}

// FileGzip gives the same file compressed; ok is false where that saves nothing.
func (s *Site) FileGzip(name string) (body []byte, ok bool) {
	f, ok := s.files[name]
	return f.zipped, ok && len(f.zipped) < len(f.body)
}

// FileBrotli gives the same file packed by brotli; ok is false where that saves nothing.
func (s *Site) FileBrotli(name string) (body []byte, ok bool) {
	f, ok := s.files[name]
	if !ok {
		return nil, false
	}
	body = f.smallest()
	return body, len(body) < len(f.body)
}

// herePrefix is how a page writes the prefix, which it cannot know: the hash
// covers the page too.
var herePrefix = []byte("/s/-/")

// Page gives an HTML file that is served outside the prefix, with "/s/-/"
// replaced by the prefix in all its addresses.
func (s *Site) Page(name string) (body []byte, ok bool) {
	f, ok := s.files[name]
	return bytes.ReplaceAll(f.body, herePrefix, []byte(s.prefix)), ok
}

// Words gives all sentences of a language by key; an unknown language gets
// Chinese. The caller must not change the map.
func (s *Site) Words(lang string) map[string]string {
	if words := s.words[lang]; words != nil {
		return words
	}
	return s.words[Languages()[0]]
}

// DirectorWords are the sentences of the director's desk and of its parts elsewhere, by keys without what they have in common.
func (s *Site) DirectorWords(lang string) map[string]string {
	words := make(map[string]string)
	for key, text := range s.Words(lang) {
		if name, own := strings.CutPrefix(key, "desk.director."); own {
			words[name] = text
		} else if name, own := strings.CutPrefix(key, "desk.item."); own {
			words["item."+name] = text
		}
	}
	return words
}
