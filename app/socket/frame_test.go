package socket

import (
	"bytes"
	"context"
	"encoding/binary"
	"testing"
	"time"
)

// clientFrame is one frame as a client sends it: masked, its length in the shortest form.
func clientFrame(kind byte, final bool, payload []byte) []byte {
	b := []byte{kind}
	if final {
		b[0] |= 0x80
	}
	if len(payload) < 126 {
		b = append(b, 0x80|byte(len(payload)))
	} else {
		b = binary.BigEndian.AppendUint16(append(b, 0x80|126), uint16(len(payload)))
	}
	mask := [4]byte{0xde, 0xad, 0xbe, 0xef}
	b = append(b, mask[:]...)
	for i, p := range payload {
		b = append(b, p^mask[i%4])
	}
	return b
}

func TestMessagesTheProtocolForbidsCloseTheSocket(t *testing.T) {
	readOne := always(func(_ context.Context, s Socket) error {
		_, err := s.Read(10 * time.Second)
		return err
	})
	srv := serveSockets(t, Config{}, readOne)
	fragments := append(clientFrame(textFrame, false, make([]byte, 2000)), clientFrame(continuationFrame, true, make([]byte, 49))...)
	for name, wire := range map[string][]byte{
		"one byte too long":        clientFrame(textFrame, true, make([]byte, 2049)),
		"too long in pieces":       fragments,
		"announces 2^63 bytes":     {0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0},
		"not masked":               {0x81, 0x01, 'x'},
		"reserved bit":             {0xc1, 0x80, 0, 0, 0, 0},
		"unknown kind":             {0x83, 0x80, 0, 0, 0, 0},
		"control frame in pieces":  {0x09, 0x80, 0, 0, 0, 0},
		"continuation of nothing":  clientFrame(continuationFrame, true, nil),
		"message inside a message": append(clientFrame(textFrame, false, nil), clientFrame(textFrame, true, nil)...),
	} {
		t.Run(name, func(t *testing.T) {
			conn := srv.dial(t)
			if _, err := conn.NetConn().Write(wire); err != nil {
				t.Fatal(err)
			}
			if code, _ := awaitClose(t, conn); code != CloseBadMessage || code.ComeBack() {
				t.Errorf("closed with %d", code)
			}
		})
	}
}

func TestReadTakesMessagesInPiecesAndUpToTheLimit(t *testing.T) {
	got := make(chan []byte, 4)
	srv := serveSockets(t, Config{}, always(func(_ context.Context, s Socket) error {
		for range 3 {
			p, err := s.Read(10 * time.Second)
			if err != nil {
				return err
			}
			got <- p
		}
		return nil
	}))
	conn := srv.dial(t)
	full := bytes.Repeat([]byte("x"), 2048)
	wire := clientFrame(textFrame, false, []byte("评"))
	wire = append(wire, clientFrame(pingFrame, true, []byte("between"))...)
	wire = append(wire, clientFrame(continuationFrame, true, []byte("议"))...)
	wire = append(wire, clientFrame(textFrame, true, nil)...)
	wire = append(wire, clientFrame(binaryFrame, true, full)...)
	pong := make(chan string, 1)
	conn.SetPongHandler(func(p string) error { pong <- p; return nil })
	for i := range wire { // one byte at a time
		if _, err := conn.NetConn().Write(wire[i : i+1]); err != nil {
			t.Fatal(err)
		}
	}
	awaitClose(t, conn)
	for i, want := range [][]byte{[]byte("评议"), {}, full} {
		if p := <-got; !bytes.Equal(p, want) {
			t.Errorf("message %d is %q", i, p)
		}
	}
	if p := <-pong; p != "between" {
		t.Errorf("pong is %q", p)
	}
}

// FuzzParseFrame holds that no input crashes the parser, that what it accepts is what a client
// would have to send for it, and that it does not matter where the network cuts the bytes.
func FuzzParseFrame(f *testing.F) {
	f.Add(clientFrame(textFrame, true, []byte("评议")))
	f.Add(clientFrame(binaryFrame, false, make([]byte, 300)))
	f.Add(clientFrame(closeFrame, true, []byte{0x03, 0xe9}))
	f.Add([]byte{0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4})
	f.Fuzz(func(t *testing.T, wire []byte) {
		const limit = 512
		frame, size, err := parseFrame(bytes.Clone(wire), limit)
		for cut := range wire {
			if _, partSize, partErr := parseFrame(bytes.Clone(wire[:cut]), limit); partErr != nil && err == nil || partSize != 0 && partSize != size {
				t.Fatalf("of %d bytes it takes %d, %v, but of all %d, %v", cut, partSize, partErr, size, err)
			}
		}
		if err != nil || size == 0 {
			return
		}
		if size > len(wire) || len(frame.payload) > limit {
			t.Fatalf("takes %d of %d bytes for a payload of %d", size, len(wire), len(frame.payload))
		}
		again, _, err := parseFrame(clientFrame(frame.kind, frame.final, bytes.Clone(frame.payload)), limit)
		if err != nil || again.kind != frame.kind || again.final != frame.final || !bytes.Equal(again.payload, frame.payload) {
			t.Fatalf("%v is read back as %v, %v", frame, again, err)
		}
	})
}
