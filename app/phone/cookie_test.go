package phone

import (
	"strings"
	"testing"

	"pingyi/voting"
)

func TestCardCookieComesBackAsItWasSealed(t *testing.T) {
	key := newCookieKey([]byte("0123456789abcdef0123456789abcdef"))
	want := holder{session: "20261123-abc", card: voting.CardID{1, 2, 3}, device: 1 << 63}
	got, ok := key.open(key.seal(want))
	if !ok || got != want {
		t.Fatalf("got %+v, %t; want %+v", got, ok, want)
	}
}

func TestChangedCardCookieIsNobody(t *testing.T) {
	key := newCookieKey([]byte("0123456789abcdef0123456789abcdef"))
	good := key.seal(holder{session: "s-one", card: voting.CardID{9}, device: 7})
	for i := range len(good) {
		changed := []byte(good)
		changed[i] ^= 1
		// The last character of the base64 carries unused bits; a change there alone says the same bytes.
		if h, ok := key.open(string(changed)); ok && (h.session != "s-one" || h.card != (voting.CardID{9}) || h.device != 7) {
			t.Fatalf("cookie changed at %d is taken for %+v", i, h)
		}
	}
	for _, bad := range []string{"", ".", "s-one", "s-two" + strings.TrimPrefix(good, "s-one"), good + "AAAA", strings.Repeat("x", 5000)} {
		if _, ok := key.open(bad); ok {
			t.Errorf("cookie %.40q is somebody", bad)
		}
	}
	if _, ok := newCookieKey([]byte("another key of another server...")).open(good); ok {
		t.Error("a cookie of another server is somebody")
	}
}
