package fonts

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/andybalholm/brotli"
)

// The numbers of tables in the directory of a WOFF2 file, of those whose form
// the directory has to be read by.
const (
	tagCmap  = 0
	tagGlyf  = 10
	tagLoca  = 11
	tagOther = 63
)

// charactersOf reads from a WOFF2 file which characters it maps to a glyph.
func charactersOf(file []byte) (map[rune]bool, error) {
	if len(file) < 48 || string(file[:4]) != "wOF2" {
		return nil, errors.New("no WOFF2 file")
	}
	cmap, err := cmapOf(file)
	if err != nil {
		return nil, err
	}
	has := make(map[rune]bool)
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		at := binary.BigEndian.Uint32(cmap[4+8*i+4:])
		switch table := cmap[at:]; binary.BigEndian.Uint16(table) {
		case 4:
			readSegments(table, has)
		case 12:
			readGroups(table, has)
		case 14: // forms of characters that the others have
		default:
			return nil, fmt.Errorf("cmap of format %d", binary.BigEndian.Uint16(table))
		}
	}
	return has, nil
}

// cmapOf unpacks the one table; the tables stand behind each other in one stream.
func cmapOf(file []byte) ([]byte, error) {
	directory := bytes.NewReader(file[48:])
	before, size, varied := 0, -1, false
	for range binary.BigEndian.Uint16(file[12:]) {
		flags, err := directory.ReadByte()
		if err != nil {
			return nil, err
		}
		if flags&63 == tagOther {
			var name [4]byte
			if _, err := io.ReadFull(directory, name[:]); err != nil {
				return nil, err
			}
			varied = varied || string(name[:]) == "HVAR"
		}
		length := readBase128(directory)
		outlines := flags&63 == tagGlyf || flags&63 == tagLoca
		if transformed := flags>>6 != 0; outlines && flags>>6 != 3 || !outlines && transformed {
			length = readBase128(directory)
		}
		if flags&63 == tagCmap {
			size = length
		} else if size < 0 {
			before += length
		}
	}
	switch {
	case size < 0:
		return nil, errors.New("no cmap")
	case varied: // an old Chromium sets every letter upon the next
		return nil, errors.New("the widths vary by a table of their own; see .ci/fonts")
	}
	packed := file[len(file)-directory.Len():]
	unpacked := brotli.NewReader(bytes.NewReader(packed[:binary.BigEndian.Uint32(file[20:])]))
	if _, err := io.CopyN(io.Discard, unpacked, int64(before)); err != nil {
		return nil, err
	}
	cmap := make([]byte, size)
	_, err := io.ReadFull(unpacked, cmap)
	return cmap, err
}

func readBase128(from io.ByteReader) int {
	n := 0
	for {
		b, err := from.ReadByte()
		if err != nil {
			return n
		}
		if n = n<<7 | int(b&127); b < 128 {
			return n
		}
	}
}

// readSegments reads format 4: rows of characters of the basic plane.
func readSegments(table []byte, has map[rune]bool) {
	word := func(at int) int { return int(binary.BigEndian.Uint16(table[at:])) }
	size := word(6) // twice the number of segments
	for i := 0; i < size; i += 2 {
		last, first := word(14+i), word(16+size+i)
		delta, offset := word(16+2*size+i), word(16+3*size+i)
		for r := first; r <= last && r < 0xffff; r++ {
			glyph := r + delta
			if offset != 0 {
				if glyph = word(16 + 3*size + i + offset + 2*(r-first)); glyph != 0 {
					glyph += delta
				}
			}
			if glyph&0xffff != 0 {
				has[rune(r)] = true
			}
		}
	}
}

// readGroups reads format 12: rows of characters of all planes.
func readGroups(table []byte, has map[rune]bool) {
	for i := range int(binary.BigEndian.Uint32(table[12:])) {
		group := table[16+12*i:]
		first, last, glyph := binary.BigEndian.Uint32(group), binary.BigEndian.Uint32(group[4:]), binary.BigEndian.Uint32(group[8:])
		for r := first; r <= last; r++ {
			if glyph+r-first != 0 {
				has[rune(r)] = true
			}
		}
	}
}
