//go:build slow

package card

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pingyi/app/chromium"
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
		{"long", "https://service-appraisal.data.example-city.gov.cn:8443", voting.Secret, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := evening(c.secrecy, 34)
			s.Rehearsal = c.rehearsal
			if c.name == "long" {
				s.Title += "暨优化营商环境和作风建设民主评议（第三季度现场会）"
				s.Rulebook.Categories[0].Label = "规模以上工业企业和个体工商户及行业协会商会代表"
			}
			data := dataOf(t, s, 1)
			data.BaseURL = c.base
			if c.name == "long" {
				for i := range data.Faces {
					data.Faces[i].Recused = "市人力资源和社会保障局（市社会保险事业管理局）"
					data.Faces[i].Generation, data.Faces[i].Label = 2, data.Faces[i].Label+"-2"
				}
			}
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
			checkNothingOverlaps(t, strings.TrimSuffix(pages[0], "page-1.png")+"sheet.pdf")
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
	run(t, chromium.Path(), append(chromium.Switches(), "--no-pdf-header-footer", "--user-data-dir="+t.TempDir(), "--print-to-pdf="+pdf, "file://"+html)...)
	run(t, "pdftoppm", "-r", "200", "-png", pdf, filepath.Join(dir, "page"))
	pages, err := filepath.Glob(filepath.Join(dir, "page*.png"))
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

var wordBox = regexp.MustCompile(`<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">(.*?)</word>`)

// checkNothingOverlaps compares the places of all words of the first page. The
// mark of a rehearsal lies under the others on purpose and is very large.
func checkNothingOverlaps(t *testing.T, pdf string) {
	t.Helper()
	type box struct {
		left, top, right, bottom float64
		word                     string
	}
	var boxes []box
	for _, m := range wordBox.FindAllStringSubmatch(run(t, "pdftotext", "-bbox", "-l", "1", pdf, "-"), -1) {
		var side [4]float64
		for i := range side {
			side[i], _ = strconv.ParseFloat(m[i+1], 64) // digits and a point by the expression
		}
		inset := 0.3 * (side[3] - side[1]) // fonts leave room above and below their letters
		if side[3]-side[1] < 45 {
			boxes = append(boxes, box{side[0] + .2, side[1] + inset, side[2] - .2, side[3] - inset, m[5]})
		}
	}
	if len(boxes) < 50 {
		t.Fatalf("only %d words on the first page", len(boxes))
	}
	for i, a := range boxes {
		for _, b := range boxes[:i] {
			if a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom {
				t.Errorf("%q and %q are printed over each other", a.word, b.word)
			}
		}
	}
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
