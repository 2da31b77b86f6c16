package card

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The tests read QR codes back with a decoder of their own, from the picture
// that is printed. It corrects no errors: a code that is right needs none.

// grid is a symbol as read from a picture; dark modules are true.
type grid [][]bool

var (
	viewBox = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)
	runs    = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`)
)

// readSVG draws the path of a picture into a grid without the quiet zone, and
// fails when anything is drawn into the quiet zone.
func readSVG(t *testing.T, picture string) grid {
	t.Helper()
	box := viewBox.FindStringSubmatch(picture)
	if box == nil || box[1] != box[2] || strings.Count(picture, "<path") != 1 {
		t.Fatalf("want a square picture with one path, got %.120s", picture)
	}
	side, _ := strconv.Atoi(box[1])
	g := make(grid, side-8)
	for i := range g {
		g[i] = make([]bool, side-8)
	}
	for _, run := range runs.FindAllStringSubmatch(picture, -1) {
		x, _ := strconv.Atoi(run[1])
		y, _ := strconv.Atoi(run[2])
		width, _ := strconv.Atoi(run[3])
		if run[3] != run[4] || x < 4 || y < 4 || x+width > side-4 || y >= side-4 {
			t.Fatalf("run %s is no rectangle inside the quiet zone", run[0])
		}
		for i := range width {
			g[y-4][x-4+i] = true
		}
	}
	return g
}

// blocksM is for versions 1 to 5 at level M: number of blocks and data code
// words in each (ISO/IEC 18004, table 9).
var blocksM = map[int][2]int{1: {1, 16}, 2: {1, 28}, 3: {1, 44}, 4: {2, 32}, 5: {2, 43}}

func (g grid) text() (string, error) {
	version := (len(g) - 17) / 4
	blocks, known := blocksM[version]
	if !known {
		return "", fmt.Errorf("version %d", version)
	}
	format := 0
	for i := range 6 { // the first bits of the format beside the top left finder
		format = format<<1 | bit(g[8][i])
	}
	format ^= 0b101010
	if level := format >> 4; level != 0 {
		return "", fmt.Errorf("error correction level %02b, want M", level)
	}
	words := g.codeWords(format >> 1 & 7)
	data := make([]byte, 0, blocks[0]*blocks[1])
	for block := range blocks[0] {
		for i := range blocks[1] {
			data = append(data, words[i*blocks[0]+block])
		}
	}
	return readSegments(data)
}

func bit(dark bool) int {
	if dark {
		return 1
	}
	return 0
}

// codeWords reads the zigzag of the data area, unmasked.
func (g grid) codeWords(mask int) []byte {
	var words []byte
	n, word := 0, 0
	upwards := true
	for right := len(g) - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for i := range len(g) {
			y := i
			if upwards {
				y = len(g) - 1 - i
			}
			for x := right; x > right-2; x-- {
				if g.reserved(x, y) {
					continue
				}
				word = word<<1 | bit(g[y][x] != masked(mask, x, y))
				if n++; n%8 == 0 {
					words = append(words, byte(word))
					word = 0
				}
			}
		}
		upwards = !upwards
	}
	return words
}

// reserved reports modules of finders, formats, timing and alignment.
func (g grid) reserved(x, y int) bool {
	n := len(g)
	align := n - 7 // versions 2 to 6 have one alignment pattern, centred here
	return x < 9 && y < 9 || x < 9 && y >= n-8 || x >= n-8 && y < 9 || x == 6 || y == 6 ||
		n > 21 && x >= align-2 && x <= align+2 && y >= align-2 && y <= align+2
}

func masked(mask, x, y int) bool {
	switch mask {
	case 0:
		return (x+y)%2 == 0
	case 1:
		return y%2 == 0
	case 2:
		return x%3 == 0
	case 3:
		return (x+y)%3 == 0
	case 4:
		return (y/2+x/3)%2 == 0
	case 5:
		return x*y%2+x*y%3 == 0
	case 6:
		return (x*y%2+x*y%3)%2 == 0
	}
	return ((x+y)%2+x*y%3)%2 == 0
}

const alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

type bits struct {
	data []byte
	at   int
}

func (b *bits) take(n int) int {
	value := 0
	for range n {
		value <<= 1
		if b.at < 8*len(b.data) {
			value |= int(b.data[b.at/8]) >> (7 - b.at%8) & 1
		}
		b.at++
	}
	return value
}

func readSegments(data []byte) (string, error) {
	var text strings.Builder
	for b := (&bits{data: data}); b.at+4 <= 8*len(data); {
		switch mode := b.take(4); mode {
		case 0:
			return text.String(), nil
		case 1:
			for left := b.take(10); left > 0; left -= 3 {
				digits := min(left, 3)
				fmt.Fprintf(&text, "%0*d", digits, b.take([]int{0, 4, 7, 10}[digits]))
			}
		case 2:
			left := b.take(9)
			for ; left > 1; left -= 2 {
				two := b.take(11)
				text.WriteByte(alphanumeric[two/45])
				text.WriteByte(alphanumeric[two%45])
			}
			if left == 1 {
				text.WriteByte(alphanumeric[b.take(6)])
			}
		case 4:
			for range b.take(8) {
				text.WriteByte(byte(b.take(8)))
			}
		default:
			return "", fmt.Errorf("mode %04b", mode)
		}
	}
	return text.String(), nil
}

func decoded(t *testing.T, picture string) string {
	t.Helper()
	text, err := readSVG(t, picture).text()
	if err != nil {
		t.Fatalf("read QR code: %v", err)
	}
	return text
}
