package static

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"regexp"
	"strconv"

	"github.com/evanw/esbuild/pkg/api"
)

// What graphics hosts load. Of these the first two lie at addresses that never change, since files
// in the folders of a station name them; the others are below the prefix.
const (
	loadScript    = "gfx/load.js"    // asks for the script that a browser can read
	shellScript   = "gfx/shell.js"   // in the file that stands for an output
	shellPage     = "gfx/shell.html" // that file, before it is filled in
	packageScript = "gfx/package.js" // the class of an OGraf graphic, before it is filled in
	olderScript   = "gfx/older.js"   // what old browsers lack
	gfx71Script   = "gfx/gfx71.js"   // the script of an output as they read it
	graphicModule = "gfx/draw.js"    // what a graphic of OGraf draws with
)

// newestOld is the first Chromium that reads the script of an output as it is written.
const newestOld = 103

// HostAt says of which output a host shows the picture. It holds the token of the address.
type HostAt struct {
	Base  string `json:"base"`
	Out   string `json:"out"`
	Token string `json:"tok"`
	Scene string `json:"scene,omitempty"` // the only one that is drawn
	Kind  string `json:"kind,omitempty"`  // of the host, where the page cannot see it
	Held  bool   `json:"held,omitempty"`  // nothing is painted before the host says play
	Steps int    `json:"steps,omitempty"` // of the scene; -1 is unknown
}

// bundleHosts adds the scripts that only graphics hosts load.
func bundleHosts(sources map[string][]byte) error {
	old, err := forOld(append(append([]byte{}, sources[olderScript]...), sources[gfxScript]...))
	if err != nil {
		return err
	}
	graphic, err := bundle(sources, "gfx/graphic.js")
	if err != nil {
		return fmt.Errorf("bundle the script of a graphic: %w", err)
	}
	sources[gfx71Script] = old
	sources[graphicModule] = append(graphic, "\nexport { attach };\n"...)
	return nil
}

// forOld writes a script anew for Chromium 71, which CasparCG 2.3 shows pages with.
func forOld(script []byte) ([]byte, error) {
	result := api.Transform(string(script), api.TransformOptions{
		Loader: api.LoaderJS, Engines: []api.Engine{{Name: api.EngineChrome, Version: "71"}},
		MinifyWhitespace: true, MinifySyntax: true, Charset: api.CharsetUTF8, LogLevel: api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return nil, fmt.Errorf("write the script of an output for old browsers: %s", result.Errors[0].Text)
	}
	return result.Code, nil
}

// chromiums finds the major version in what a browser says of itself.
var chromiums = regexp.MustCompile(`Chrom(?:e|ium)/([0-9]+)`)

// OutputPage is the page of an output, with the script that the browser can read.
func (s *Site) OutputPage(agent string) (body []byte, ok bool) {
	body, ok = s.Page("gfx/gfx.html")
	if found := chromiums.FindStringSubmatch(agent); found != nil {
		if major, err := strconv.Atoi(found[1]); err == nil && major < newestOld {
			body = bytes.ReplaceAll(body, []byte(gfxScript), []byte(gfx71Script))
		}
	}
	return body, ok
}

// Load is the script that a shell asks for. It names the scripts of this build.
func (s *Site) Load() ([]byte, error) {
	return s.fill(loadScript, "(/** @type {any} */ ({}))", "(", map[string]any{
		"from": newestOld, "now": s.prefix + gfxScript, "old": s.prefix + gfx71Script,
	}, ")")
}

// Graphic is the module that the class of an OGraf graphic asks for.
func (s *Site) Graphic() []byte {
	return []byte("export { attach } from '" + s.prefix + graphicModule + "';\n")
}

// Shell is the file that a host loads in place of an address. The definition is a script that
// stands before everything else, empty for none; fields tells which id a field of it holds.
func (s *Site) Shell(at HostAt, definition []byte, fields map[string]string) ([]byte, error) {
	place, err := json.Marshal(at)
	if err != nil {
		return nil, err
	}
	script, err := s.fill(shellScript, "(/** @type {any} */ ({}), /** @type {any} */ (null))", "("+string(place)+", ", fields, ")")
	if err != nil {
		return nil, err
	}
	page := bytes.Replace(s.files[shellPage].body, []byte("<title>Pingyi"), []byte("<title>Pingyi "+template.HTMLEscapeString(at.Out)), 1)
	if len(definition) > 0 {
		definition = append(append([]byte("<script>"), definition...), "</script>\n"...)
	}
	page = bytes.Replace(page, []byte("<!--definition-->"), definition, 1)
	return bytes.Replace(page, []byte("<script></script>"), append(append([]byte("<script>\n"), script...), "</script>"...), 1), nil
}

// GraphicClass is the module of one graphic, with which its manifest begins.
func (s *Site) GraphicClass(at HostAt) ([]byte, error) {
	return s.fill(packageScript, "{ base: '', out: '', tok: '', scene: '', steps: 1 }", "", at, "")
}

// fill writes a value into the blank of a script. JSON as Go writes it ends no script early.
func (s *Site) fill(name, blank, before string, value any, after string) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	script := s.files[name].body
	if bytes.Count(script, []byte(blank)) != 1 {
		return nil, fmt.Errorf("%s has no blank", name)
	}
	return bytes.Replace(script, []byte(blank), []byte(before+string(text)+after), 1), nil
}
