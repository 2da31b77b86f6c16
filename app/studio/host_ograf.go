package studio

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"pingyi/onair"
	"pingyi/static"
)

// ografSchema is the one address that a manifest of version 1 may name.
const ografSchema = "https://ograf.ebu.io/v1/specification/json-schemas/graphics/schema.json"

// manifest describes one graphic to a renderer of OGraf. Nothing else may be in it but names that
// begin with v_.
type manifest struct {
	Schema              string        `json:"$schema"`
	ID                  string        `json:"id"`      // becomes the name of an element: lower case, with a hyphen
	Version             string        `json:"version"` // see editions
	Name                string        `json:"name"`
	Description         string        `json:"description"`
	Author              ografAuthor   `json:"author"`
	Main                string        `json:"main"`
	SupportsRealTime    bool          `json:"supportsRealTime"`
	SupportsNonRealTime bool          `json:"supportsNonRealTime"`
	StepCount           int           `json:"stepCount"`
	DataSchema          ografData     `json:"schema"`
	CustomActions       []ografAction `json:"customActions"`
	SPX                 ografSPX      `json:"v_spx"`
}

type ografAuthor struct {
	Name string `json:"name"`
}

type ografData struct {
	Type       string               `json:"type"`
	Properties map[string]ografProp `json:"properties"`
}

type ografProp struct {
	Type       string        `json:"type"`
	Title      string        `json:"title"`
	Default    string        `json:"default"`
	Enum       []string      `json:"enum"`
	GDDType    string        `json:"gddType"`
	GDDOptions ografLabelled `json:"gddOptions"`
}

type ografLabelled struct {
	Labels map[string]string `json:"labels"`
}

type ografAction struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Schema      *struct{} `json:"schema"` // it wants nothing
}

type ografSPX struct {
	PlayServer string `json:"playserver"`
	PlayLayer  string `json:"playlayer"`
	WebPlayout string `json:"webplayout"`
	Out        string `json:"out"`
	UIColor    string `json:"uicolor"`
}

// GetOGraf hands out a package: a folder with a manifest and a class for each scene of an output.
func (s *Studio) GetOGraf(c *fiber.Ctx, who Person) error {
	at, output, err := s.hostAt(c, who)
	if err != nil {
		return err
	}
	body, err := s.ografPackage(at, output)
	if err != nil {
		return err
	}
	return handOut(c, "pingyi-"+at.Out+"-ograf.zip", "application/zip", body)
}

func (s *Studio) ografPackage(at static.HostAt, o onair.Output) ([]byte, error) {
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	put := func(name string, body []byte) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: "pingyi-" + at.Out + "/" + name, Method: zip.Deflate, Modified: s.cfg.Now().Truncate(time.Second)})
		if err == nil {
			_, err = w.Write(body)
		}
		return err
	}
	for _, g := range graphics(o) {
		id := "pingyi-" + at.Out + "-" + string(g.scene)
		at.Scene, at.Steps = string(g.scene), g.steps
		class, err := s.cfg.Site.GraphicClass(at)
		if err != nil {
			return nil, err
		}
		text, err := s.manifestWith(class, o, g, id)
		if err != nil {
			return nil, err
		}
		if err := put(id+".mjs", class); err != nil {
			return nil, err
		}
		if err := put(id+".ograf.json", text); err != nil {
			return nil, err
		}
	}
	if err := s.editions.save(); err != nil { // the package is good; after a restart it may have another version
		s.cfg.Logger.Warn("since when the graphics of OGraf are as they are could not be kept", "error", err)
	}
	err := z.Close()
	return packed.Bytes(), err
}

// manifestWith is the manifest of a class. A renderer that has an id in a version keeps what it has, so a
// package that differs in anything, and be it in the address that is written into its classes, is another version.
func (s *Studio) manifestWith(class []byte, o onair.Output, g graphic, id string) ([]byte, error) {
	m := s.manifest(o, g, id)
	plain, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	m.Version = s.editions.version(id, contentOf([]byte(s.build()), class, plain), s.cfg.Now())
	text, err := json.MarshalIndent(m, "", "  ")
	return append(text, '\n'), err
}

// contentOf is short for all that a graphic is made of. The token of the address is among that: of the hash
// alone nobody can find it again, which is 128 bits of chance.
func contentOf(parts ...[]byte) string {
	sum := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(sum, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

func (s *Studio) manifest(o onair.Output, g graphic, id string) manifest {
	say := s.say(o)
	title := say("scene." + string(g.scene))
	field := ografProp{
		Type: "string", Title: say("scene"), Default: string(g.scene), Enum: []string{string(g.scene), ""}, GDDType: "select",
		GDDOptions: ografLabelled{Labels: map[string]string{string(g.scene): title, "": say("all")}},
	}
	return manifest{
		Schema: ografSchema, ID: id,
		Name:        say("graphic", "{output}", o.Title, "{scene}", title),
		Description: say("about", "{output}", o.Title), Author: ografAuthor{Name: "Pingyi"},
		Main: id + ".mjs", SupportsRealTime: true, StepCount: g.steps,
		DataSchema:    ografData{Type: "object", Properties: map[string]ografProp{"scene": field}},
		CustomActions: []ografAction{{ID: "cut-out", Name: say("cut-out"), Description: say("cut-out.about")}},
		SPX:           ografSPX{PlayServer: "-", PlayLayer: strconv.Itoa(19 + g.layer), WebPlayout: strconv.Itoa(min(g.layer, 5)), Out: "manual", UIColor: "3"},
	}
}

// build is the version of what is served.
func (s *Studio) build() string {
	return strings.Trim(strings.TrimPrefix(s.cfg.Site.Prefix(), "/s"), "/")
}
