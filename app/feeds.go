package app

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/feed"
	"pingyi/app/web"
	"pingyi/display"
	"pingyi/onair"
)

// routeFeeds is the outputs of the control room as tables, for graphics systems that draw their
// own pictures. Many of these can ask for an address and nothing else, so the token stands in it.
func (a *App) routeFeeds() { a.fiber.Get("/feed/:output/:file", a.getFeed) }

// getFeed answers with one view of an output in one format: /feed/pgm/board.vmix.json?k=TOKEN, or
// with one value of it: /feed/pgm/board.txt?row=1&column=name&k=TOKEN.
func (a *App) getFeed(c *fiber.Ctx) error {
	c.Set("Referrer-Policy", "no-referrer") // the address has the token in it
	c.Set(fiber.HeaderAccessControlAllowOrigin, "*")
	name := onair.Name(strings.Clone(c.Params("output"))) // which Fiber lends
	if a.studio.Closed() {
		return a.noFeed(c, fiber.StatusServiceUnavailable, "feed.closed", "")
	}
	if !a.studio.FeedOpens(name, c.Query("k")) {
		return a.noFeed(c, fiber.StatusNotFound, "feed.address", "")
	}
	view, ending, _ := strings.Cut(c.Params("file"), ".")
	if ending == "txt" {
		return a.getValue(c, name, view)
	}
	format, known := feed.FormatOf(ending)
	if !known {
		return a.noFeed(c, fiber.StatusNotFound, "feed.format", formatNames())
	}
	body, err := a.pages.Body(name, view, format)
	if err != nil {
		return a.noPage(c, err)
	}
	c.Set(fiber.HeaderETag, body.Tag)
	if matches(c.Get(fiber.HeaderIfNoneMatch), body.Tag) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, body.Type)
	return c.Send(body.Bytes)
}

// getValue answers with one value and nothing else.
func (a *App) getValue(c *fiber.Ctx, name onair.Name, view string) error {
	page, err := a.pages.Page(name, view)
	if err != nil {
		return a.noPage(c, err)
	}
	row, err := strconv.Atoi(c.Query("row", "1"))
	value, there := page.Value(row, c.Query("column"))
	if err != nil || !there {
		return a.noFeed(c, fiber.StatusNotFound, "feed.value", "row 1–"+strconv.Itoa(len(page.Table.Rows))+"; "+strings.Join(page.ColumnNames(), ", "))
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	return c.SendString(value)
}

// noPage says that there is no such view, or that nobody can tell now what is in it.
func (a *App) noPage(c *fiber.Ctx, err error) error {
	if errors.Is(err, feed.ErrLate) {
		return a.noFeed(c, fiber.StatusServiceUnavailable, "feed.late", "")
	}
	return a.noFeed(c, fiber.StatusNotFound, "feed.view", strings.Join(display.TableViews(), ", "))
}

// noFeed says on plain text what to do: a graphics system shows it to its operator as it is.
func (a *App) noFeed(c *fiber.Ctx, status int, word, detail string) error {
	text := a.site.Words(web.Language(c))[word]
	if detail != "" {
		text += " " + detail
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	return c.Status(status).SendString(text + "\n")
}

func formatNames() string {
	names := []string{"txt"}
	for _, format := range feed.Formats() {
		names = append(names, format.Name)
	}
	return strings.Join(names, ", ")
}

// matches reports whether an If-None-Match names a tag.
func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
			return true
		}
	}
	return false
}

// openFeeds makes the pages of the outputs, and keeps them as files where a folder is named. A
// folder that cannot be written is told and waited for: the evening does not depend on it.
func (a *App) openFeeds() {
	a.pages = feed.NewRoom(a.studio.Tables, a.now, a.site.BaseURL)
	if a.cfg.Drop == "" {
		return
	}
	encodings, _, _ := feed.ReadEncodings(a.cfg.DropEncoding) // which was looked at before
	a.drop = feed.NewDrop(feed.DropConfig{Dir: a.cfg.Drop, Encodings: encodings, LineEnd: a.cfg.DropLineEnd}, a.pages, a.studio.PublicOutputs, a.now)
	a.gauge("pingyi_drop_failed", "1 while files of values for graphics systems cannot be kept up to date: the folder cannot be written, or a session cannot be asked.", func() float64 {
		if a.drop.Failed() != nil {
			return 1
		}
		return 0
	})
	a.dropQuit, a.dropped = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(a.dropped)
		a.drop.Run(a.dropQuit, func(err error) {
			if err != nil {
				a.logger.Error("files of values for graphics systems are not up to date; the folder is written again every second, and a session that is gone waits until its output is tuned to another", "folder", a.cfg.Drop, "error", err)
				return
			}
			a.logger.Info("the files of values for graphics systems are up to date again", "folder", a.cfg.Drop)
		})
	}()
}

// closeFeeds stops the writing of files.
func (a *App) closeFeeds() {
	if a.drop != nil {
		close(a.dropQuit)
		<-a.dropped
	}
}
