package studio

import (
	"encoding/json"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/onair"
)

// spxTemplate is what SPX reads of a template. All values are strings.
type spxTemplate struct {
	Description string     `json:"description"`
	PlayServer  string     `json:"playserver"`
	PlayChannel string     `json:"playchannel"`
	PlayLayer   string     `json:"playlayer"`
	WebPlayout  string     `json:"webplayout"`
	Out         string     `json:"out"`
	Steps       string     `json:"steps"`
	DataFormat  string     `json:"dataformat"`
	UIColor     string     `json:"uicolor"`
	DataFields  []spxField `json:"DataFields"`
}

type spxField struct {
	Field string    `json:"field"`
	Type  string    `json:"ftype"`
	Title string    `json:"title,omitempty"`
	Value string    `json:"value"`
	Items []spxItem `json:"items,omitempty"`
}

type spxItem struct {
	Text  string `json:"text"`
	Value string `json:"value"`
}

// sceneField is the field of an SPX template that holds the id of a scene.
const sceneField = "f0"

// everything is the value of that field for all that is on the output. SPX calls a line of its rundown by the
// value, so it is a word; templates of before have nothing there, and that is understood too.
const everything = "all"

// GetSPX hands out a template of SPX: of a whole output, or of the scene that is asked for.
func (s *Studio) GetSPX(c *fiber.Ctx, who Person) error {
	at, output, err := s.hostAt(c, who)
	if err != nil {
		return err
	}
	name := "pingyi-" + at.Out
	if scene := c.Query("scene"); scene != "" {
		at.Scene, name = scene, name+"-"+scene
	}
	definition, known := s.spxDefinition(output, onair.Scene(at.Scene))
	if !known {
		return web.NotFound
	}
	text, err := json.Marshal(definition)
	if err != nil {
		return err
	}
	at.Kind, at.Held = "spx", true
	body, err := s.cfg.Site.Shell(at, []byte("window.SPXGCTemplateDefinition = "+string(text)+";"), map[string]string{sceneField: "scene"})
	if err != nil {
		return err
	}
	return handOut(c, name+".html", fiber.MIMETextHTMLCharsetUTF8, body)
}

// spxDefinition is false for a scene that the output does not show. What comes out and when is the
// operator's; a number never passes through SPX.
func (s *Studio) spxDefinition(o onair.Output, scene onair.Scene) (spxTemplate, bool) {
	say := s.say(o)
	t := spxTemplate{
		Description: say("title", "{output}", o.Title), PlayServer: "-", PlayChannel: "1", PlayLayer: "20", WebPlayout: "5", Out: "manual", Steps: "1", DataFormat: "json", UIColor: "3",
	}
	field := spxField{Field: sceneField, Type: "dropdown", Title: say("scene"), Value: everything, Items: []spxItem{{say("all"), everything}}}
	known := scene == ""
	for _, g := range graphics(o) {
		title := say("scene." + string(g.scene))
		field.Items = append(field.Items, spxItem{title, string(g.scene)})
		if g.scene != scene {
			continue
		}
		known = true
		t.Description = say("graphic", "{output}", o.Title, "{scene}", title)
		t.WebPlayout, t.PlayLayer = strconv.Itoa(min(g.layer, 5)), strconv.Itoa(19+g.layer) // SPX has five layers
		field.Value = string(scene)
	}
	t.DataFields = []spxField{field, {Field: "note", Type: "instruction", Value: say("note")}}
	return t, known
}
