// Package fonts is the type of the displays: Noto Sans SC in slices, so that a
// display loads what its words need and no other machine has to be asked. The
// files are made by .ci/fonts; slices.json says what is in them, with the hash of
// each, so that nobody has to read eight megabytes to know the font.
package fonts

import (
	"embed"
	"path"
)

//go:embed *.woff2
var files embed.FS

// ContentType is what a slice is served as. It is packed as it is.
const ContentType = "font/woff2"

// File gives a slice by its name, such as "latin.woff2". The caller may change
// the bytes, which are a copy: embedded files are read from the program when
// they are asked for, and take no memory before.
func File(name string) (body []byte, ok bool) {
	if path.Ext(name) != ".woff2" {
		return nil, false
	}
	body, err := files.ReadFile(name)
	return body, err == nil
}
