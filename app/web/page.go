package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

// Page is a page ready to be sent to everybody.
type Page struct {
	body, zipped, small []byte // as it is, by gzip, by brotli
	etag                string
}

// pagePacking is how hard brotli works on a page. Its best takes a tenth of a second,
// at the very moment when a hall asks for the next item; this takes a few milliseconds.
const pagePacking = 6

// NewPage compresses a page, once for a whole hall.
func NewPage(body []byte) (*Page, error) {
	var zipped bytes.Buffer
	w, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	var small bytes.Buffer
	b := brotli.NewWriterLevel(&small, pagePacking)
	if _, err := b.Write(body); err != nil {
		return nil, err
	}
	if err := b.Close(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	return &Page{body: body, zipped: zipped.Bytes(), small: small.Bytes(), etag: `"` + hex.EncodeToString(sum[:12]) + `"`}, nil
}

// SendOnce answers with the page for this one request, with a blank of it filled in.
func (p *Page) SendOnce(c *fiber.Ctx, blank, text string) error {
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	if blank == "" || text == "" {
		return c.Send(p.body)
	}
	return c.Send(bytes.Replace(p.body, []byte(blank), []byte(text), 1))
}

// Send answers with the page, compressed where the browser takes it, or with 304.
func (p *Page) Send(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-cache, private")
	c.Set(fiber.HeaderETag, p.etag)
	c.Set(fiber.HeaderVary, "Accept-Encoding, Accept-Language, Cookie")
	if c.Get(fiber.HeaderIfNoneMatch) == p.etag {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	switch encoding := encodingFor(c); encoding {
	case "br":
		c.Set(fiber.HeaderContentEncoding, encoding)
		return c.Send(p.small)
	case "gzip":
		c.Set(fiber.HeaderContentEncoding, encoding)
		return c.Send(p.zipped)
	}
	return c.Send(p.body)
}

// encodingFor is the best packing that the browser reads, "" for none. Browsers
// offer brotli over TLS only, since old proxies spoil what they do not know.
func encodingFor(c *fiber.Ctx) string {
	offered := strings.Split(strings.ReplaceAll(c.Get(fiber.HeaderAcceptEncoding), " ", ""), ",")
	for _, encoding := range []string{"br", "gzip"} {
		if slices.Contains(offered, encoding) {
			return encoding
		}
	}
	return ""
}
