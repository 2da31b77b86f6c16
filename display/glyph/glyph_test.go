package glyph

import (
	"slices"
	"testing"
)

func TestTheFontHasWhatAChineseEveningShows(t *testing.T) {
	f := Displays()
	for what, text := range map[string]string{
		"figures":                   "0123456789 +−-%.,:/ 98.7%",
		"punctuation":               "，。、；：？！（）《》【】“”‘’…—·「」",
		"signs of the scenes":       "●◐○■□▲△★→←↑↓×√①②⑩⑳ⅠⅡ℃㎡№〇々",
		"Latin letters":             "ABCXYZ abcxyz é ü ñ ǚ ā",
		"the evening":               "评议满意基本满意不满意弃权得分排名参评窗口演练已封存",
		"traditional":               "評議滿意棄權臺灣",
		"legal characters of names": "𬀩𬮿䶮㛃㛚𬱖𬭎𬬻𬭳喆翀昇堃頔",
		"names beyond the standard": "㙓㵪𠅤",
		"nothing to be seen":        " \u3000\u00a0\u200b\ufeff辻\U000e0100",
	} {
		if missing := f.Missing(text); len(missing) > 0 {
			t.Errorf("%s: %q is missing", what, string(missing))
		}
	}
}

func TestWhatTheFontLacksIsNamedOnceInOrder(t *testing.T) {
	f := Displays()
	got := f.Missing("\U0002A6D7张\ue863한\U0002A6D7😀")
	if want := []rune{'\U0002A6D7', '\ue863', '한', '😀'}; !slices.Equal(got, want) {
		t.Errorf("missing %q, want %q", string(got), string(want))
	}
	if got := f.Missing(""); got != nil {
		t.Errorf("an empty text lacks %q", string(got))
	}
}

func TestBothEndsOfEveryRunCount(t *testing.T) {
	f := unpack("1w.2\n1\n2.1\n") // D E F, a gap of one, H, a gap of two, K L
	for r := 'A'; r <= 'O'; r++ {
		if want := slices.Contains([]rune("DEFHKL"), r); f.Has(r) != want {
			t.Errorf("%c: %t, want %t", r, f.Has(r), want)
		}
	}
}

// TestTheFontIsNotSmallerThanItWas counts by blocks, so that a font made anew
// with less in it is noticed.
func TestTheFontIsNotSmallerThanItWas(t *testing.T) {
	f := Displays()
	for _, block := range []struct {
		name        string
		first, last rune
		least       int
	}{
		{"unified ideographs", 0x4e00, 0x9fff, 20976},
		{"extension A", 0x3400, 0x4dbf, 6582},
		{"extension B", 0x20000, 0x2a6df, 2108},
		{"extensions C to F", 0x2a700, 0x2ebef, 198},
	} {
		n := 0
		for r := block.first; r <= block.last; r++ {
			if f.Has(r) {
				n++
			}
		}
		if n < block.least {
			t.Errorf("%s: %d characters, want %d", block.name, n, block.least)
		}
	}
}
