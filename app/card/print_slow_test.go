//go:build slow

package card

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pingyi/voting"
)

// TestPrintedSheetIsReadByAScanner prints a sheet with a browser and reads its
// pages with a bar code scanner. It needs chromium, pdftoppm and zbarimg, and
// fails without them: whoever asks for slow tests wants this one. With
// PINGYI_KEEP set to a folder it leaves the pages there to be looked at.
func TestPrintedSheetIsReadByAScanner(t *testing.T) {
	for _, c := range []struct {
		name, base string
		secrecy    voting.Secrecy
		rehearsal  bool
	}{
		{"live", host, voting.Secret, false},
		{"rehearsal", "http://192.168.1.20:8080", voting.Secret, true},
		{"open", "https://service-appraisal.data.example-city.gov.cn:8443", voting.Open, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := evening(c.secrecy, 34)
			s.Rehearsal = c.rehearsal
			data := dataOf(t, s, 1)
			data.BaseURL = c.base
			var want []string
			for _, f := range data.Faces {
				link, err := Link(c.base, f.Token)
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, link)
			}
			pages := printed(t, sheetOf(t, data))
			if len(pages) != 4 { // 17 cards in each of two categories
				t.Errorf("sheet has %d pages, want 4", len(pages))
			}
			got := scanned(t, pages)
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("scanner reads %d codes of %d, or other ones:\n%s", len(got), len(want), strings.Join(got, "\n"))
			}
		})
	}
}

// printed prints a page and returns its sheets of paper as pictures.
func printed(t *testing.T, page string) []string {
	t.Helper()
	dir := t.TempDir()
	if keep := os.Getenv("PINGYI_KEEP"); keep != "" {
		dir = filepath.Join(keep, filepath.Base(t.Name()))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	html, pdf := filepath.Join(dir, "sheet.html"), filepath.Join(dir, "sheet.pdf")
	if err := os.WriteFile(html, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir="+t.TempDir(),
		"--print-to-pdf="+pdf, "file://"+html)
	run(t, "pdftoppm", "-r", "200", "-png", pdf, filepath.Join(dir, "page"))
	pages, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func scanned(t *testing.T, pages []string) []string {
	t.Helper()
	out := run(t, "zbarimg", append([]string{"-q", "--raw", "-Sdisable", "-Sqrcode.enable"}, pages...)...)
	return strings.Fields(out)
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	var out, complaints bytes.Buffer
	command := exec.Command(name, args...)
	command.Stdout, command.Stderr = &out, &complaints
	if err := command.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, complaints.String())
	}
	return out.String()
}
