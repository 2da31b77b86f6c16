package card

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/skip2/go-qrcode"
)

// Quiet is the width of the white border of a QR code in modules, as the
// standard wants it.
const Quiet = 4

// Measures of a printed QR code, in micrometres. The symbol is what stands
// inside the quiet zone. Phones at hand's distance read smaller modules in good
// light; a hall is not always well lit.
const (
	SymbolSize    = 34_000
	minModuleSize = 1_000
)

// ErrAddress is returned for a base address that cannot be put into a QR code.
var ErrAddress = errors.New("address of the server must be http or https with a host in ASCII letters, and nothing behind the path")

// ErrDense is returned when the address is so long that the modules of a
// printed QR code would be smaller than 1 mm.
var ErrDense = errors.New("address of the server is too long for a QR code that every phone reads; use a shorter host name")

// Link returns what the QR code of a card says: base + "/V#" + token. Scheme
// and host are written in capitals, which mean the same and make the code
// coarser. An empty token gives the address where a code is typed in.
func Link(base, token string) (string, error) {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("link of a card: %w", ErrAddress)
	}
	for _, r := range u.Host + u.Path {
		if r <= ' ' || r > '~' {
			return "", fmt.Errorf("link of a card: %w", ErrAddress)
		}
	}
	link := strings.ToUpper(u.Scheme+"://"+u.Host) + strings.TrimRight(u.EscapedPath(), "/") + "/V"
	if token != "" {
		link += "#" + token
	}
	return link, nil
}

// Matrix is a QR code without its quiet zone: Size by Size modules.
type Matrix struct {
	Size int
	rows [][]bool
}

// Dark reports the colour of a module, counted from 0 at the top left.
// Everything outside is the quiet zone, hence light.
func (m Matrix) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < m.Size && y < m.Size && m.rows[y][x]
}

// Encode makes a QR code of error correction level M, in which 15 in a hundred
// code words may be unreadable.
func Encode(text string) (Matrix, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return Matrix{}, fmt.Errorf("encode QR code: %w", err)
	}
	code.DisableBorder = true
	rows := code.Bitmap()
	return Matrix{Size: len(rows), rows: rows}, nil
}

// QR draws a QR code as an SVG picture of any size: one path, one unit to a
// module, on white with the quiet zone.
func QR(text string) (string, error) {
	m, err := Encode(text)
	if err != nil {
		return "", err
	}
	return m.svg(`xmlns="http://www.w3.org/2000/svg"`), nil
}

// svg draws the code with further attributes on the svg element.
func (m Matrix) svg(attributes string) string {
	side := strconv.Itoa(m.Size + 2*Quiet)
	var b strings.Builder
	b.WriteString(`<svg ` + attributes + ` viewBox="0 0 ` + side + ` ` + side + `" shape-rendering="crispEdges">`)
	b.WriteString(`<rect width="` + side + `" height="` + side + `" fill="#fff"/><path fill="#000" d="`)
	m.path(&b)
	b.WriteString(`"/></svg>`)
	return b.String()
}

// path draws each run of dark modules of a row as one rectangle.
func (m Matrix) path(b *strings.Builder) {
	for y := range m.Size {
		for x := 0; x < m.Size; x++ {
			if !m.Dark(x, y) {
				continue
			}
			start := x
			for m.Dark(x, y) {
				x++
			}
			fmt.Fprintf(b, "M%d %dh%dv1h-%dz", start+Quiet, y+Quiet, x-start, x-start)
		}
	}
}

// printed draws the code so that its symbol measures SymbolSize. It fails with
// ErrDense when that makes its modules too small.
func (m Matrix) printed() (string, error) {
	if SymbolSize/m.Size < minModuleSize {
		return "", fmt.Errorf("print QR code: modules of %d µm: %w", SymbolSize/m.Size, ErrDense)
	}
	side := millimetres(SymbolSize * (m.Size + 2*Quiet) / m.Size)
	return m.svg(`class="qr q` + strconv.Itoa(m.Size) + `" role="img" aria-label="QR" width="` + side + `mm" height="` + side + `mm"`), nil
}

func millimetres(micrometres int) string {
	return fmt.Sprintf("%d.%03d", micrometres/1000, micrometres%1000)
}
