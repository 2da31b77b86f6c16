// Package chromium is how measurements and tests of Go start the browser.
package chromium

import (
	"os"
	"os/exec"
)

// Path is the program, or "" where there is none.
func Path() string {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "google-chrome", "chromium-browser", "chromium-headless-shell"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	return ""
}

// Switches are those of every start. What the address bar of a window loads for itself is left out: nobody
// sees it, and it takes time from the page that is measured. tests/browser/cdp.mjs has the same.
func Switches() []string {
	return []string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup"}
}
