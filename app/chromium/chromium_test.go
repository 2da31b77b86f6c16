package chromium

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTheAddressBarLoadsNothingInAnyTest: browser tests leave out the same pages, and no Go file starts a browser by
// switches of its own.
func TestTheAddressBarLoadsNothingInAnyTest(t *testing.T) {
	text, err := os.ReadFile("../../tests/browser/cdp.mjs")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`export const addressBar = \[([^\]]*)\];`).FindSubmatch(text)
	if found == nil {
		t.Fatal("cdp.mjs names no pages of the address bar")
	}
	want := "--disable-features=" + strings.NewReplacer("'", "", " ", "").Replace(string(found[1]))
	if !slices.Contains(Switches(), want) {
		t.Errorf("the switches are %v, without %s", Switches(), want)
	}
	err = filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "var"):
			return filepath.SkipDir
		case filepath.Ext(path) != ".go" || filepath.Base(filepath.Dir(path)) == "chromium":
			return nil
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), `"--headless"`) {
			t.Errorf("%s starts a browser by switches of its own", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
