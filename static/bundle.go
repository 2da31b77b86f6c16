package static

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"
)

// A module of the phone says what it needs in lines of exactly this form, and
// exports only named declarations. Names are unique over all of them, so that
// they can stand in one file. No text of theirs spans lines.
var (
	importLine  = regexp.MustCompile(`^import \{[^}]*\} from '(\.\.?/[a-z/]+\.js)';$`)
	exportLine  = regexp.MustCompile(`^export (const|let|class|function|async function) `)
	typeNote    = regexp.MustCompile(`/\*\* @.*?\*/ ?`)
	declareLine = regexp.MustCompile(`^(?:export )?(?:const|let|class|(?:async )?function) ([A-Za-z0-9_$]+)`)
)

// bundle writes a module and all that it imports into one module: each once,
// before the first that needs it. Three requests on a crowded network cost more
// than all the bytes; that is all this is for.
func bundle(sources map[string][]byte, entry string) ([]byte, error) {
	b := &bundler{sources: sources, done: make(map[string]bool), names: make(map[string]string)}
	if err := b.add(entry); err != nil {
		return nil, err
	}
	return b.out.Bytes(), nil
}

type bundler struct {
	sources map[string][]byte
	done    map[string]bool   // false while its imports are being written
	names   map[string]string // declared name -> module
	out     bytes.Buffer
}

func (b *bundler) add(module string) error {
	finished, begun := b.done[module]
	if begun && !finished {
		return fmt.Errorf("%s imports itself by a detour", module)
	}
	if begun {
		return nil
	}
	source, ok := b.sources[module]
	if !ok {
		return fmt.Errorf("no such module: %s", module)
	}
	b.done[module] = false
	var body strings.Builder // what it imports is written before it
	for _, line := range strings.Split(string(source), "\n") {
		kept, err := b.line(module, line)
		if err != nil {
			return err
		}
		body.WriteString(kept)
	}
	b.out.WriteString(body.String())
	b.done[module] = true
	return nil
}

// line gives what remains of one line of a module: nothing of an import, of a
// comment, of an indent or of an empty line.
func (b *bundler) line(module, line string) (string, error) {
	if wanted := importLine.FindStringSubmatch(line); wanted != nil {
		return "", b.add(path.Join(path.Dir(module), wanted[1]))
	}
	if declared := declareLine.FindStringSubmatch(line); declared != nil {
		if other, taken := b.names[declared[1]]; taken {
			return "", fmt.Errorf("%s and %s both declare %s", other, module, declared[1])
		}
		b.names[declared[1]] = module
	}
	line = exportLine.ReplaceAllString(line, "$1 ")
	if strings.HasPrefix(line, "import") || strings.HasPrefix(line, "export") {
		return "", fmt.Errorf("%s: cannot bundle %q", module, line)
	}
	bare := strings.TrimSpace(typeNote.ReplaceAllString(line, ""))
	if bare == "" || strings.HasPrefix(bare, "//") || strings.HasPrefix(bare, "/**") || strings.HasPrefix(bare, "*") {
		return "", nil
	}
	return withoutAir(bare) + lineEnd(bare), nil
}

// lineEnd is what must stand between a line of a script and the next: nothing
// after a sign that ends no statement by itself, or ends one for certain.
func lineEnd(line string) string {
	if strings.ContainsRune(";{(,", rune(line[len(line)-1])) && !strings.Contains(line, "//") {
		return ""
	}
	return "\n"
}

// airInScript is the white space beside signs. A minus keeps its own, and the
// modules of the phone have no ++.
var airInScript = regexp.MustCompile(` ?([=(){},?:<>;!+]|&&|\|\|) ?`)

// withoutAir takes the white space out of a line of a script, though not out of
// its texts. A line with a pattern, a template or an escape stays as it is.
func withoutAir(line string) string {
	if strings.Contains(line, "\\") {
		return line
	}
	parts := strings.Split(line, "'") // code, text, code, ...
	for i := 0; i < len(parts); i += 2 {
		if strings.ContainsAny(parts[i], "`\"/") {
			return line
		}
		parts[i] = airInScript.ReplaceAllString(parts[i], "$1")
	}
	return strings.Join(parts, "'")
}
