package studio

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/onair"
	"pingyi/voting"
)

// face is how a key looks: its words, and how it stands.
type face struct {
	lines [2]string
	state keyState
	large bool // 144 pixels, else 72
}

// keyState is how a key stands. Each has a shape beside its colour, for those who do not tell red
// from green.
type keyState int

// The states of a key.
const (
	keyOff     keyState = iota // dark: pressing it does nothing now
	keyReady                   // a triangle: it can be pressed
	keyPreview                 // a thin frame: waits on the preview
	keyProgram                 // a thick frame: is on
	keyArmed                   // a disc: waits for the second press
	keyHeld                    // two bars: numbers stand still
	keyPanic                   // a cross: nothing can be seen
)

// buttons keeps the pictures that were drawn, by face.
type buttons struct {
	mu    sync.Mutex
	drawn map[face][]byte
}

func newButtons() *buttons { return &buttons{drawn: make(map[face][]byte)} }

// maxFaces bounds them: there are some thirty keys of seven states, and macros.
const maxFaces = 1024

func (b *buttons) png(f face) []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	if png, is := b.drawn[f]; is {
		return png
	}
	if len(b.drawn) >= maxFaces {
		clear(b.drawn)
	}
	b.drawn[f] = f.png()
	return b.drawn[f]
}

// GetButton answers with the picture of a key as it stands now.
func (s *Studio) GetButton(c *fiber.Ctx) error {
	view, err := s.looked(c)
	if err != nil {
		return s.ctlFail(c, press{}, err)
	}
	id, is := strings.CutSuffix(strings.Clone(c.Params("id")), ".png")
	face, known := s.faceOf(id, view)
	if !is || !known {
		return s.ctlFail(c, press{}, web.NotFound)
	}
	face.large = c.Query("size") == "144"
	c.Set(fiber.HeaderContentType, "image/png")
	return c.Send(s.ctl.buttons.png(face))
}

// labelOf is what stands on a key: its name in two lines at most.
func labelOf(id string) [2]string {
	if id == string(onair.SceneCountdown) { // one line would be too small to read
		return [2]string{"COUNT", "DOWN"}
	}
	first, second, _ := strings.Cut(strings.ToUpper(id), "-")
	return [2]string{first, strings.ReplaceAll(second, "-", " ")}
}

// Key is a button that is ready to be put on a box.
type Key struct {
	Label  string `json:"label"`
	URL    string `json:"url"`   // GET it, or POST it without what stands behind the question mark
	Image  string `json:"image"` // its picture as it stands, to be fetched now and then; "" for none
	Output string `json:"output"`
}

// GetButtons lists every key for an output as addresses that are ready to be copied: the verbs, the
// scenes, each item of the rundown, and the macros. The token in them is the one it was asked with.
func (s *Studio) GetButtons(c *fiber.Ctx) error {
	secret(c)
	token := tokenIn(c, queryOf(c))
	if _, err := s.looking(token); err != nil {
		return s.ctlFail(c, press{}, err)
	}
	view, ok := s.ctlLook(onair.Name(strings.Clone(c.Query("out"))))
	if !ok {
		return s.ctlFail(c, press{}, onair.Refusal{Code: onair.RefusedNoOutput})
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSONCharsetUTF8)
	list := json.NewEncoder(c.Response().BodyWriter())
	list.SetEscapeHTML(false) // addresses are copied out of it by hand
	list.SetIndent("", " ")
	return list.Encode(fiber.Map{"keys": s.keys(view, strings.Clone(token))})
}

func (s *Studio) keys(v ctlView, token string) []Key {
	out := string(v.output.Output.Name)
	k := url.Values{"k": {token}}
	all := []Key{}
	key := func(label, path, image string, said url.Values) {
		if said == nil {
			said = url.Values{}
		}
		said.Set("k", token)
		entry := Key{Label: label, URL: s.cfg.Site.BaseURL + "/ctl/" + path + "?" + said.Encode(), Output: out}
		if image != "" {
			k.Set("out", out)
			entry.Image = s.cfg.Site.BaseURL + "/button/" + image + ".png?" + k.Encode()
		}
		all = append(all, entry)
	}
	for _, verb := range keyVerbs {
		key(strings.ToUpper(verb), out+"/"+verb, strings.ReplaceAll(verb, "/", "-"), nil)
	}
	for _, kind := range onair.Kinds() {
		key(string(kind.Scene), out+"/preview/"+string(kind.Scene), "scene-"+string(kind.Scene), nil)
	}
	for _, item := range s.rundown(v.output.Session) {
		key(fmt.Sprintf("%d %s", item.ID, item.Name), out+"/preview/"+string(onair.SceneScore), "", url.Values{"item": {fmt.Sprint(item.ID)}})
	}
	for _, name := range s.ctl.macros.names() {
		key(name, "macro/"+name, "macro-"+name, nil)
	}
	return all
}

// listedItem is an item of the rundown with the name it goes by.
type listedItem struct {
	ID   voting.ItemID
	Name string
}

// rundown lists the items of a session, for those who drive its pictures.
func (s *Studio) rundown(id voting.SessionID) (items []listedItem) {
	session := s.session(id)
	if session == nil {
		return nil
	}
	_ = session.Look(func(state *voting.State) { // one that cannot be asked has none
		for i := range state.Items {
			name := state.Session.Title
			if !state.Items[i].Whole() {
				name = state.Unit(state.Items[i].Unit).Name
			}
			items = append(items, listedItem{state.Items[i].ID, name})
		}
	})
	return items
}
