package studio

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

// keySize is the side of a large key. Small ones are drawn large and halved, which smooths them.
const keySize = 144

// look is the colours of a state: the ground and what is written on it. They keep apart also for
// eyes that do not tell red from green, and every pair has a contrast of 7 to 1 and more.
type look struct{ ground, ink color.NRGBA }

func (k keyState) look() look {
	white, black := color.NRGBA{255, 255, 255, 255}, color.NRGBA{0, 0, 0, 255}
	switch k {
	case keyReady:
		return look{color.NRGBA{0, 69, 110, 255}, white}
	case keyPreview:
		return look{color.NRGBA{0, 84, 60, 255}, white}
	case keyProgram:
		return look{color.NRGBA{150, 0, 24, 255}, white}
	case keyArmed:
		return look{color.NRGBA{230, 159, 0, 255}, black}
	case keyHeld:
		return look{color.NRGBA{86, 180, 233, 255}, black}
	case keyPanic:
		return look{color.NRGBA{200, 0, 0, 255}, white}
	}
	return look{color.NRGBA{24, 24, 28, 255}, color.NRGBA{176, 176, 184, 255}}
}

// png draws a key.
func (f face) png() []byte {
	picture := f.draw()
	if !f.large {
		picture = halved(picture)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		panic(fmt.Sprintf("encode a key: %v", err)) // a picture in memory
	}
	return out.Bytes()
}

func (f face) draw() *image.NRGBA {
	picture := image.NewNRGBA(image.Rect(0, 0, keySize, keySize))
	colours := f.state.look()
	fill(picture, picture.Bounds(), colours.ground)
	f.state.mark(picture, colours.ink)
	if f.lines[1] == "" {
		write(picture, f.lines[0], 62, colours.ink)
		return picture
	}
	write(picture, f.lines[0], 40, colours.ink)
	write(picture, f.lines[1], 78, colours.ink)
	return picture
}

func fill(picture *image.NRGBA, where image.Rectangle, with color.NRGBA) {
	draw.Draw(picture, where, image.NewUniform(with), image.Point{}, draw.Src)
}

// mark draws the shape of a state.
func (k keyState) mark(picture *image.NRGBA, ink color.NRGBA) {
	frame := func(thick int) {
		for _, r := range []image.Rectangle{
			image.Rect(0, 0, keySize, thick), image.Rect(0, keySize-thick, keySize, keySize),
			image.Rect(0, 0, thick, keySize), image.Rect(keySize-thick, 0, keySize, keySize),
		} {
			fill(picture, r, ink)
		}
	}
	switch k {
	case keyPreview:
		frame(3)
	case keyProgram:
		frame(8)
	case keyHeld:
		fill(picture, image.Rect(58, 112, 68, 136), ink)
		fill(picture, image.Rect(76, 112, 86, 136), ink)
	case keyReady:
		each(picture, ink, func(x, y int) bool { return y >= 112 && y < 136 && x >= 62 && x-62 <= min(y-112, 135-y)*2 })
	case keyArmed:
		each(picture, ink, func(x, y int) bool { return (x-72)*(x-72)+(y-124)*(y-124) <= 144 })
	case keyPanic:
		each(picture, ink, func(x, y int) bool {
			return y >= 104 && y < 132 && x >= 58 && x < 86 && (near(x-58, y-104) || near(x-58, 131-y))
		})
		frame(6)
	}
}

func near(a, b int) bool { return a-b <= 3 && b-a <= 3 }

// each inks the pixels that belong to a shape.
func each(picture *image.NRGBA, ink color.NRGBA, inside func(x, y int) bool) {
	for y := range keySize {
		for x := range keySize {
			if inside(x, y) {
				picture.SetNRGBA(x, y, ink)
			}
		}
	}
}

// Characters are five dots wide and seven high, and one apart.
const (
	dotsWide = 5
	dotsHigh = 7
)

// write puts a line in the middle of the key, as large as it can be.
func write(picture *image.NRGBA, line string, middle int, ink color.NRGBA) {
	dots := len(line)*(dotsWide+1) - 1
	scale := 4
	for scale > 1 && dots*scale > keySize-20 {
		scale--
	}
	left, top := (keySize-dots*scale)/2, middle-dotsHigh*scale/2
	for i, character := range line {
		for y, row := range []byte(letters[character]) {
			for x := range dotsWide {
				if row&(1<<(dotsWide-1-x)) != 0 {
					at := image.Pt(left+(i*(dotsWide+1)+x)*scale, top+y*scale)
					fill(picture, image.Rectangle{at, at.Add(image.Pt(scale, scale))}, ink)
				}
			}
		}
	}
}

// halved makes one pixel of four.
func halved(large *image.NRGBA) *image.NRGBA {
	small := image.NewNRGBA(image.Rect(0, 0, keySize/2, keySize/2))
	for y := range keySize / 2 {
		for x := range keySize / 2 {
			var r, g, b int
			for _, at := range []image.Point{{2 * x, 2 * y}, {2*x + 1, 2 * y}, {2 * x, 2*y + 1}, {2*x + 1, 2*y + 1}} {
				c := large.NRGBAAt(at.X, at.Y)
				r, g, b = r+int(c.R), g+int(c.G), b+int(c.B)
			}
			small.SetNRGBA(x, y, color.NRGBA{uint8(r / 4), uint8(g / 4), uint8(b / 4), 255})
		}
	}
	return small
}
