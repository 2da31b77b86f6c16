package studio

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/data"
)

// MacrosFile is where the macros are kept, beside the log of the control room.
const MacrosFile = "macros.json"

// Bounds of the macros.
const (
	maxMacros = 64
	maxSteps  = 16
)

// macros are named lists of presses, kept in a small file: they are no part of what was on air, and
// the log tells of each press that one makes.
type macros struct {
	path string

	mu  sync.Mutex // guards what follows
	all map[string][]string
}

// openMacros reads the file; there may be none yet.
func openMacros(path string) (*macros, error) {
	m := &macros{path: path, all: make(map[string][]string)}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &m.all)
	}
	if err != nil {
		return m, fmt.Errorf("read the macros: %w", err)
	}
	return m, nil
}

// names lists the macros.
func (m *macros) names() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.all))
}

func (m *macros) steps(name string) ([]string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	steps, is := m.all[name]
	return steps, is
}

// text writes the macros as a person edits them: a line each, the name before the colon, the
// presses after it with spaces between.
func (m *macros) text() string {
	var lines strings.Builder
	for _, name := range m.names() {
		steps, _ := m.steps(name)
		fmt.Fprintf(&lines, "%s: %s\n", name, strings.Join(steps, " "))
	}
	return lines.String()
}

// set takes the place of all macros.
func (m *macros) set(text string) error {
	all := make(map[string][]string)
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, _ := strings.Cut(line, ":")
		steps := strings.Fields(rest)
		bad := web.Problem{Status: fiber.StatusBadRequest, Code: "macro-invalid", Detail: fmt.Sprint(n + 1)}
		if !controllerName.MatchString(name) || all[name] != nil || len(steps) == 0 || len(steps) > maxSteps || len(all) >= maxMacros {
			return bad
		}
		for _, step := range steps {
			if _, err := stepOf(step); err != nil {
				return bad
			}
		}
		all[name] = steps
	}
	written, err := json.MarshalIndent(all, "", " ")
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := data.WriteFile(m.path, written); err != nil {
		return fmt.Errorf("write the macros: %w", err)
	}
	m.all = all
	return nil
}

// stepOf reads one press of a macro, such as pgm/preview/score-card?item=3. A macro presses no
// other.
func stepOf(step string) (press, error) {
	path, query, _ := strings.Cut(step, "?")
	values, err := url.ParseQuery(query)
	p := press{path: strings.Split(path, "/"), values: values}
	if err != nil || !p.known() {
		return press{}, web.NotFound
	}
	return p, nil
}
