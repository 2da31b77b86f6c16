package studio

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/onair"
	"pingyi/static"
)

// What stands in for an address where a host wants a file. Each of them holds the token of its
// output, so they are handed to those who may see the addresses.

// GetShell hands out the file that CasparCG and OBS load.
func (s *Studio) GetShell(c *fiber.Ctx, who Person) error {
	at, _, err := s.hostAt(c, who)
	if err != nil {
		return err
	}
	body, err := s.cfg.Site.Shell(at, nil, nil)
	if err != nil {
		return err
	}
	return handOut(c, "pingyi-"+at.Out+".html", fiber.MIMETextHTMLCharsetUTF8, body)
}

// GetLoad serves the script that a shell asks for.
func (s *Studio) GetLoad(c *fiber.Ctx) error {
	body, err := s.cfg.Site.Load()
	if err != nil {
		return err
	}
	return sendToHosts(c, body)
}

// GetGraphic serves the module that a graphic of OGraf asks for.
func (s *Studio) GetGraphic(c *fiber.Ctx) error { return sendToHosts(c, s.cfg.Site.Graphic()) }

// sendToHosts sends a script that names the newest build: pages from anywhere may load it.
func sendToHosts(c *fiber.Ctx, body []byte) error {
	web.Anywhere(c)
	c.Set(fiber.HeaderContentType, "text/javascript; charset=utf-8")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return c.Send(body)
}

// hostAt is where a host shall show the output that is named in the path, for somebody who may
// know its address.
func (s *Studio) hostAt(c *fiber.Ctx, who Person) (at static.HostAt, output onair.Output, err error) {
	s.mu.Lock()
	output, there := s.state.Output(onair.Name(c.Params("name")))
	s.mu.Unlock()
	if !there {
		return at, output, web.NotFound
	}
	if !sees(who.Role, output.Class) {
		return at, output, web.Forbidden
	}
	return static.HostAt{Base: s.cfg.Site.BaseURL, Out: string(output.Name), Token: s.token(output)}, output, nil
}

// handOut answers with a file to be kept.
func handOut(c *fiber.Ctx, name, kind string, body []byte) error {
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderContentDisposition, "attachment; filename="+strconv.Quote(name))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(body)
}

// graphic is a scene as a host lists it.
type graphic struct {
	scene onair.Scene
	steps int // -1 where it depends on the session
	layer int // counted from 1 at the bottom
}

// graphics lists what an output may show. The scene that follows the rundown is none of its own.
func graphics(o onair.Output) (all []graphic) {
	for _, kind := range onair.Kinds() {
		if kind.Scene == onair.SceneAuto || !allows(o, kind.Scene) {
			continue
		}
		g := graphic{scene: kind.Scene, steps: 1}
		switch kind.Scene {
		case onair.SceneJoin:
			g.steps = 2
		case onair.SceneLineup:
			g.steps = onair.LineupSteps
		case onair.SceneBars:
			g.steps = 3
		case onair.SceneVerdict:
			g.steps = 4
		case onair.SceneReveal, onair.SceneBoard, onair.ScenePledge, onair.SceneDims, onair.SceneTen:
			g.steps = -1
		}
		for i, layer := range onair.Layers() {
			if layer == kind.Layer {
				g.layer = i + 1
			}
		}
		all = append(all, g)
	}
	return all
}

func allows(o onair.Output, scene onair.Scene) bool {
	for _, allowed := range o.Scenes {
		if allowed == scene {
			return true
		}
	}
	return len(o.Scenes) == 0
}

// say gives the sentences in which hosts are told of an output, in its language.
func (s *Studio) say(o onair.Output) func(key string, values ...string) string {
	words := s.cfg.Site.Words(o.Lang)
	return func(key string, values ...string) string {
		return strings.NewReplacer(values...).Replace(words["host."+key])
	}
}
