// Command vuln runs govulncheck and compares what it finds with the findings
// that a decision page explains. A finding that is not on the page, or that
// reaches deeper than the page says, fails.
//
// The database is the folder or .tar.gz named by VULNDB; else the public one; else,
// where that cannot be reached, ../shared/vulndb.tar.gz.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	tool     = "golang.org/x/vuln/cmd/govulncheck@v1.9.0"
	page     = "docs/decisions/0007-vulnerabilities.md"
	public   = "https://vuln.go.dev/index/db.json"
	fallback = "../shared/vulndb.tar.gz"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "vuln:", err)
		os.Exit(1)
	}
}

func run() error {
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	explained, err := readPage(string(text))
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "vulndb")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	db, err := database(os.Getenv("VULNDB"), scratch)
	if err != nil {
		return err
	}
	found, err := scan(db)
	if err != nil {
		return err
	}
	return compare(os.Stdout, found, explained)
}

// database returns the -db argument, empty for the public database.
func database(named, scratch string) (string, error) {
	if named == "" && reachable(public) {
		return "", nil
	}
	if named == "" {
		if _, err := os.Stat(fallback); err != nil {
			return "", fmt.Errorf("the public database cannot be reached; name a copy with VULNDB (a folder or a .tar.gz)")
		}
		named = fallback
	}
	fmt.Println("database:", named)
	info, err := os.Stat(named)
	if err != nil {
		return "", err
	}
	if !info.IsDir() {
		if err := unpack(named, scratch); err != nil {
			return "", fmt.Errorf("unpack %s: %w", named, err)
		}
		named = scratch
	}
	folder, err := filepath.Abs(named)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(folder, "index", "db.json")); err != nil {
		return "", fmt.Errorf("%s is not a copy of the database: no index/db.json in it", named)
	}
	return "file://" + filepath.ToSlash(folder), nil
}

func reachable(address string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}

// The depths at which a hole can be reached, deepest last.
var depths = []string{"module", "package", "symbol"}

// finding is what is known of one hole.
type finding struct {
	depth string
	where string // the module, package or function of ours or theirs that is concerned
}

// scan runs govulncheck and keeps the deepest finding of each hole.
func scan(db string) (map[string]finding, error) {
	args := []string{"run", tool, "-format", "json"}
	if db != "" {
		args = append(args, "-db", db)
	}
	cmd := exec.Command("go", append(args, "./...")...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	found, err := readFindings(out)
	if err != nil {
		return nil, errors.Join(err, cmd.Wait())
	}
	return found, cmd.Wait()
}

// readFindings reads the stream of messages that govulncheck writes. It wants to
// have seen that a scan was done at all.
func readFindings(r io.Reader) (map[string]finding, error) {
	found, scanned := make(map[string]finding), false
	for decoder := json.NewDecoder(r); ; {
		var message struct {
			Config  *struct{} `json:"config"`
			Finding *struct {
				OSV   string `json:"osv"`
				Trace []struct{ Module, Package, Receiver, Function string }
			} `json:"finding"`
		}
		err := decoder.Decode(&message)
		switch {
		case errors.Is(err, io.EOF) && scanned:
			return found, nil
		case errors.Is(err, io.EOF):
			return nil, errors.New("govulncheck said nothing")
		case err != nil:
			return nil, fmt.Errorf("read findings: %w", err)
		}
		scanned = scanned || message.Config != nil
		if f := message.Finding; f != nil && len(f.Trace) > 0 {
			at := f.Trace[0]
			now := finding{depth: "module", where: at.Module}
			if at.Package != "" {
				now = finding{depth: "package", where: at.Package}
			}
			if at.Function != "" {
				now = finding{depth: "symbol", where: strings.TrimPrefix(at.Package+"."+at.Receiver+"."+at.Function, ".")}
			}
			if before, known := found[f.OSV]; !known || deeper(now.depth, before.depth) {
				found[f.OSV] = now
			}
		}
	}
}

func deeper(a, b string) bool { return slices.Index(depths, a) > slices.Index(depths, b) }

var row = regexp.MustCompile(`(?m)^\| *(GO-\d{4}-\d+) *\| *([a-z]+) *\|`)

// readPage reads the table of explained findings: | identifier | depth | why |.
func readPage(text string) (map[string]string, error) {
	explained := make(map[string]string)
	for _, match := range row.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(depths, match[2]) {
			return nil, fmt.Errorf("%s: %s: depth: want one of %s, got %q", page, match[1], strings.Join(depths, ", "), match[2])
		}
		explained[match[1]] = match[2]
	}
	return explained, nil
}

// compare prints every finding and fails on those that the page does not explain.
func compare(out io.Writer, found map[string]finding, explained map[string]string) error {
	var open []string
	for _, id := range sortedIDs(found) {
		f, depth := found[id], explained[id]
		switch {
		case depth == "":
			open = append(open, id)
			fmt.Fprintf(out, "%s  %s %s: NOT EXPLAINED\n", id, f.depth, f.where)
		case deeper(f.depth, depth):
			open = append(open, id)
			fmt.Fprintf(out, "%s  %s %s: explained as far as the %s only\n", id, f.depth, f.where, depth)
		default:
			fmt.Fprintf(out, "%s  %s %s: explained\n", id, f.depth, f.where)
		}
	}
	for id := range explained {
		if _, still := found[id]; !still {
			fmt.Fprintf(out, "%s  is explained but was not found; if the database is new, take it off the page\n", id)
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("explain in %s, or remove: %s", page, strings.Join(open, ", "))
	}
	fmt.Fprintf(out, "%d findings, each explained\n", len(found))
	return nil
}

func sortedIDs(found map[string]finding) []string {
	ids := make([]string, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
