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
func readmeOf(s Session, live bool) ([]byte, error) {
	var b bytes.Buffer
	err := readmePage.Execute(&b, struct {
		Session
		Public, Open, Live bool
	}{Session: s, Public: s.Kind == Public, Open: s.Secrecy == voting.Open, Live: live})
	return b.Bytes(), err
}
