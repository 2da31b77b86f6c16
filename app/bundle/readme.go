package bundle

import (
	"bytes"
	_ "embed" // what README.txt says
	"text/template"

	"pingyi/voting"
)

//go:embed readme.txt
var readmeText string

var readmePage = template.Must(template.New("readme").Parse(readmeText))

// readmeOf writes README.txt, in Chinese and English.
func readmeOf(w Written) ([]byte, error) {
	s := w.Session
	var b bytes.Buffer
	err := readmePage.Execute(&b, struct {
		Session
		Public, Open, Live, Unannounced bool
	}{Session: s, Public: s.Kind == Public, Open: s.Secrecy == voting.Open, Live: w.Live, Unannounced: w.Unannounced})
	return b.Bytes(), err
}
