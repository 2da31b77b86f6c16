//go:build linux

package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"testing"
)

func TestBallotHasTheStatedLengthAndReadsAsJSON(t *testing.T) {
	v := &voter{seat: seat{cookie: "card=abc"}, random: rand.NewChaCha8([32]byte{})}
	for _, item := range []int{1, 99, 2000} {
		v.turnTo("127.0.0.1:1", item)
		head, body, _ := bytes.Cut(v.request, []byte("\r\n\r\n"))
		if len(body) != bodyBytes || !bytes.Contains(head, []byte("Content-Length: 200\r\n")) && !bytes.HasSuffix(head, []byte("Content-Length: 200")) {
			t.Errorf("item %d: body of %d bytes, head %q", item, len(body), head)
		}
		var b ballotBody
		if err := json.Unmarshal(body, &b); err != nil || b.Item != item || b.Unit != unitID(item) || len(b.Ballot) != 32 || b.Marks != "0" {
			t.Errorf("item %d is read as %+v, %v", item, b, err)
		}
		if string(v.request[v.markAt]) != "0" || string(v.request[v.idAt-1]) != `"` || v.request[v.idAt+32] != '"' {
			t.Errorf("item %d: mark or identifier stands elsewhere", item)
		}
	}
}

func TestAnswerIsReadByItsLength(t *testing.T) {
	text := "HTTP/1.1 409 Conflict\r\nSet-Cookie: card=s.xyz; Path=/\r\nContent-Length: 4\r\n\r\nbodyHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
	w := &wire{in: bufio.NewReader(strings.NewReader(text)), conn: silent{}}
	status, err := w.ask(nil)
	if status != 409 || err != nil || string(w.body) != "body" || string(w.cookie) != "card=s.xyz" {
		t.Errorf("got %d, %v, body %q, cookie %q", status, err, w.body, w.cookie)
	}
	if status, err = w.ask(nil); status != 200 || err != nil || len(w.body) != 0 {
		t.Errorf("then %d, %v, body %q", status, err, w.body)
	}
	if _, err = w.ask(nil); err == nil {
		t.Error("an answer that never came is taken")
	}
}

// frames in any pieces are counted alike, and small ones are not.
func TestCrowdCountsBigFramesHoweverTheyArrive(t *testing.T) {
	big := append([]byte{0x81, 126, 4, 0}, make([]byte, 1024)...)
	small := append([]byte{0x81, 20}, make([]byte, 20)...)
	empty := []byte{0x81, 0}
	stream := slices.Concat(small, big, empty, big, small, big)
	for _, piece := range []int{1, 2, 3, 7, 1023, len(stream)} {
		c, m := &crowd{reached: make(chan struct{}, 1)}, new(member)
		c.goal.Store(3)
		for rest := stream; len(rest) > 0; {
			n := min(piece, len(rest))
			m.feed(c, rest[:n])
			rest = rest[n:]
		}
		if got := c.frames.Load(); got != 3 || len(c.reached) != 1 {
			t.Errorf("in pieces of %d: %d big frames of 3, goal seen %d times", piece, got, len(c.reached))
		}
	}
}

func TestTargetsAreHeldAgainstTheirBounds(t *testing.T) {
	out := new(bytes.Buffer)
	r := &report{out: out}
	r.atLeast("met from above", 0.8, 0.8)
	r.atLeast("too low", 0.79, 0.8)
	r.atMost("met from below", 12, 12)
	r.atMost("too high", 12.1, 12)
	r.about("a control", 99, 1)
	if r.missed() != 2 {
		t.Errorf("%d of 2 misses counted", r.missed())
	}
	r.verdict()
	if got := out.String(); strings.Count(got, "MISS") != 2 || strings.Count(got, "pass") != 2 || !strings.Contains(got, "targets missed: 2 of 5") {
		t.Errorf("verdict:\n%s", got)
	}
}

func TestMedianAndQuantile(t *testing.T) {
	if m := median([]float64{9, 1, 5}); m != 5 {
		t.Errorf("median of three is %v", m)
	}
	if m := median([]float64{4, 1, 2, 9}); m != 3 {
		t.Errorf("median of four is %v", m)
	}
	if m := median(nil); m != 0 {
		t.Errorf("median of nothing is %v", m)
	}
	sorted := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	if q := quantile(sorted, 0.99); q != 10 {
		t.Errorf("the last hundredth begins at %v", q)
	}
}

func TestCountsMustAgreeToTheLastBallot(t *testing.T) {
	want := map[string][]int{"a": {1, 2, 0, 0}}
	if err := sameCounts(map[string][]int{"a": {1, 2, 0, 0}, "b": {0, 0, 0, 0}}, want, 3); err != nil {
		t.Errorf("equal counts differ: %v", err)
	}
	for name, got := range map[string]map[string][]int{
		"one more":       {"a": {1, 3, 0, 0}},
		"one moved":      {"a": {2, 1, 0, 0}},
		"other category": {"b": {1, 2, 0, 0}},
		"none":           {},
	} {
		if sameCounts(got, want, 3) == nil {
			t.Errorf("%s: taken for equal", name)
		}
	}
}

func TestBallotsOfTheWallAreThoseOfTheOpenItem(t *testing.T) {
	for picture, want := range map[string]int{
		`{"layers":[{"layer":"lower","scene":"live-bars","data":{"state":"open","ballots":7}},{"layer":"bug","data":{"state":"open"}}]}`: 7,
		`{"layers":[{"layer":"lower","scene":"live-bars","data":{"state":"closed","ballots":7}}]}`:                                       -1,
		`{"layers":[{"layer":"bug","data":{"state":"open"}}]}`:                                                                           -1,
		`{"beat":true}`: -1,
	} {
		if ballots, open := openOn([]byte(picture)); open != (want >= 0) || open && ballots != want {
			t.Errorf("%s shows %d ballots, open %t", picture, ballots, open)
		}
	}
}

// silent is a connection that takes everything and says nothing.
type silent struct{ net.Conn }

func (silent) Write(p []byte) (int, error) { return len(p), nil }
