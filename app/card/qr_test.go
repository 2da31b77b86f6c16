package card

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const host = "https://pingyi.example.gov.cn"

func TestLinkIsInCapitalsWhereTheyMeanTheSame(t *testing.T) {
	const token = "ABCDEFGH234567AB"
	for base, want := range map[string]string{
		host:                         "HTTPS://PINGYI.EXAMPLE.GOV.CN/V#" + token,
		host + "/":                   "HTTPS://PINGYI.EXAMPLE.GOV.CN/V#" + token,
		"http://192.168.1.20:8080":   "HTTP://192.168.1.20:8080/V#" + token,
		"https://example.cn/Pingyi/": "HTTPS://EXAMPLE.CN/Pingyi/V#" + token,
		"http://[fe80::1]:8080":      "HTTP://[FE80::1]:8080/V#" + token,
	} {
		if got, err := Link(base, token); err != nil || got != want {
			t.Errorf("link of %s is %q, %v; want %q", base, got, err, want)
		}
	}
	if got, err := Link(host, ""); err != nil || got != "HTTPS://PINGYI.EXAMPLE.GOV.CN/V" {
		t.Errorf("address without a token is %q, %v", got, err)
	}
	for _, base := range []string{"", "pingyi.example.gov.cn", "ftp://example.cn", "https://", "https://评议.cn", host + "?x=1", host + "#x", "https://a:b@example.cn", "https://a b.cn"} {
		if got, err := Link(base, token); !errors.Is(err, ErrAddress) {
			t.Errorf("%q is taken for a base address: %q, %v", base, got, err)
		}
	}
}

func TestModulesOfARealHostAreAtLeastOneMillimetre(t *testing.T) {
	for base, size := range map[string]int{
		"https://h.cn": 25,
		host:           29,
		"https://service-appraisal.data.example-city.gov.cn:8443": 33,
	} {
		m := encoded(t, base)
		if m.Size != size || SymbolSize/m.Size < 1000 {
			t.Errorf("%s: %d modules of %d µm, want %d modules of 1000 µm or more", base, m.Size, SymbolSize/m.Size, size)
		}
		if _, err := m.printed(); err != nil {
			t.Errorf("%s: %v", base, err)
		}
	}
	long := encoded(t, "https://service-appraisal-platform.data.some.example-city.gov.cn:8443")
	if _, err := long.printed(); !errors.Is(err, ErrDense) {
		t.Errorf("%d modules of %d µm are printed: %v", long.Size, SymbolSize/long.Size, err)
	}
}

func encoded(t *testing.T, base string) Matrix {
	t.Helper()
	link, err := Link(base, "ABCDEFGH234567AB")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Encode(link)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestQRIsReadBackFromItsPicture(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		deck := NewDeck(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(rt, "key"))
		domain := rapid.StringMatching(`[a-z]{1,10}(\.[a-z0-9]{1,10}){1,3}(:[0-9]{4})?(/[a-z]{1,4})?`).Draw(rt, "domain")
		link, err := Link("https://"+domain, deck.Token(rapid.IntRange(1, 1e5).Draw(rt, "number"), 1))
		if err != nil {
			rt.Fatal(err)
		}
		picture, err := QR(link)
		if err != nil {
			rt.Fatal(err)
		}
		if got := decoded(t, picture); got != link {
			rt.Fatalf("%q is read back as %q", link, got)
		}
	})
}

func TestQRHasItsQuietZoneAndSharpEdges(t *testing.T) {
	picture, err := QR(host)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(picture, `shape-rendering="crispEdges"`) || !strings.Contains(picture, `xmlns="http://www.w3.org/2000/svg"`) {
		t.Errorf("picture is not a sharp SVG of its own: %.200s", picture)
	}
	m, err := Encode(host)
	if err != nil {
		t.Fatal(err)
	}
	g := readSVG(t, picture)
	if len(g) != m.Size {
		t.Fatalf("picture has %d modules, the code %d", len(g), m.Size)
	}
	for y := -1; y <= m.Size; y++ {
		for x := -1; x <= m.Size; x++ {
			inside := x >= 0 && y >= 0 && x < m.Size && y < m.Size
			if dark := inside && g[y][x]; dark != m.Dark(x, y) {
				t.Fatalf("module %d, %d is drawn %v, encoded %v", x, y, dark, m.Dark(x, y))
			}
		}
	}
	if _, err := QR(strings.Repeat("A", 5000)); err == nil {
		t.Error("5000 characters fit into a QR code")
	}
}
