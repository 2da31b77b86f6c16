package socket

import "encoding/binary"

// The kinds of frames (RFC 6455, section 5.2). Above binary come the control frames.
const (
	continuationFrame byte = 0
	textFrame         byte = 1
	binaryFrame       byte = 2
	closeFrame        byte = 8
	pingFrame         byte = 9
	pongFrame         byte = 10
)

// Prepared is one text message in its wire form, made once and sent to any number of sockets.
type Prepared struct{ wire []byte }

// Prepare makes the wire form of one text message. It copies p, which must be UTF-8.
func Prepare(p []byte) *Prepared {
	return &Prepared{wire: appendFrame(make([]byte, 0, 10+len(p)), textFrame, p)}
}

// appendFrame adds one whole frame as a server sends it, which is unmasked.
func appendFrame(b []byte, kind byte, payload []byte) []byte {
	const whole = 0x80
	b = append(b, whole|kind)
	switch n := len(payload); {
	case n < 126:
		b = append(b, byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 127), uint64(n))
	}
	return append(b, payload...)
}

// wireFrame is one frame from a client (RFC 6455, section 5.2), unmasked.
type wireFrame struct {
	kind    byte
	final   bool
	payload []byte
}

// parseFrame reads the frame at the start of b and says how many bytes of b it takes, or 0 when
// it is not all there yet. The payload is part of b, unmasked in place. A frame that announces
// more than limit bytes is refused by its header, before they come.
func parseFrame(b []byte, limit int) (wireFrame, int, error) {
	if len(b) < 2 {
		return wireFrame{}, 0, nil
	}
	f := wireFrame{kind: b[0] & 0x0f, final: b[0]&0x80 != 0}
	length, head := uint64(b[1]&0x7f), 2
	if err := checkHeader(b[0], b[1], f); err != nil {
		return wireFrame{}, 0, err
	}
	switch length {
	case 126:
		head = 4
		if len(b) < head {
			return wireFrame{}, 0, nil
		}
		length = uint64(binary.BigEndian.Uint16(b[2:]))
	case 127:
		head = 10
		if len(b) < head {
			return wireFrame{}, 0, nil
		}
		length = binary.BigEndian.Uint64(b[2:])
	}
	if f.kind < closeFrame && length > uint64(max(limit, 0)) {
		return wireFrame{}, 0, badFrame("message too long")
	}
	const mask = 4
	if uint64(len(b)) < uint64(head)+mask+length {
		return wireFrame{}, 0, nil
	}
	size := head + mask + int(length)
	f.payload = b[head+mask : size]
	for i := range f.payload {
		f.payload[i] ^= b[head+i%mask]
	}
	return f, size, nil
}

func checkHeader(first, second byte, f wireFrame) error {
	switch {
	case first&0x70 != 0:
		return badFrame("reserved bits set")
	case second&0x80 == 0:
		return badFrame("not masked")
	case f.kind > pongFrame || f.kind > binaryFrame && f.kind < closeFrame:
		return badFrame("unknown kind of frame")
	case f.kind >= closeFrame && (!f.final || second&0x7f > 125):
		return badFrame("long or broken control frame")
	}
	return nil
}

func badFrame(what string) error {
	return &CloseError{CloseBadMessage, what}
}
