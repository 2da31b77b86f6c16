package chart

import (
	"strings"
	"testing"
)

func TestHundredthsAreReadFromWhatIsPrinted(t *testing.T) {
	for text, want := range map[string]int{
		"96": 9600, "96.4": 9640, "96.4321": 9643, "96.439": 9643, "-3.5": -350, "0": 0, "0.009": 0, "100000000.25": 10000000025,
		"5086/63": 8073, "-1/3": -33, "≈80.73": 8073,
	} {
		if got, ok := Hundredths(text); !ok || got != want {
			t.Errorf("%q is read as %d %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "–", "无", ".5", "1e3", "1,000", "96 ", "+1", "--1", "1.2.3", "9999999999999"} {
		if got, ok := Hundredths(text); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
}

func TestScalesAreRoundAndShort(t *testing.T) {
	for _, test := range []struct {
		low, high int
		want      string
	}{
		{7011, 9919, "70 80 90 100"},
		{9378, 9378, "93.78 93.79"},
		{0, 31000, "0 100 200 300 400"},
		{-150, 320, "-2 0 2 4"},
		{9370, 9390, "93.70 93.75 93.80 93.85 93.90"},
		{0, 1, "0.00 0.01"},
		{9900, 10000, "99.0 99.2 99.4 99.6 99.8 100.0"},
	} {
		s := scaleOf(test.low, test.high)
		var ticks []string
		for n := s.low; n <= s.high; n += s.step {
			ticks = append(ticks, s.tick(n))
		}
		if got := strings.Join(ticks, " "); got != test.want || s.low > test.low || s.high < test.high {
			t.Errorf("from %d to %d the scale is %s, want %s", test.low, test.high, got, test.want)
		}
	}
}

func TestSharesAreRoundedHalfUp(t *testing.T) {
	for _, test := range []struct {
		n, of int
		want  string
	}{{1, 3, "33.3"}, {2, 3, "66.7"}, {1, 2000, "0.1"}, {1, 2001, "0.0"}, {450, 450, "100.0"}, {1, 8, "12.5"}, {3, 16, "18.8"}, {0, 7, "0.0"}} {
		if got := tenth(test.n, test.of); got != test.want {
			t.Errorf("%d of %d is %s %%, want %s", test.n, test.of, got, test.want)
		}
	}
}

func TestLongNamesAreBrokenAndCut(t *testing.T) {
	for _, test := range []struct{ name, want, full string }{
		{"市民政局", "市民政局", ""},
		{"一二三四五六七八九十", "一二三四五六七八九十", ""},
		{"一二三四五六七八九十甲乙", "一二三四五六七八九十|甲乙", ""},
		{"一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑", "一二三四五六七八九十|甲乙丙丁戊己庚辛壬…", "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑"},
		{"Office of Works", "Office of Works", ""},
		{"Office of Public Works", "Office of Public|Works", ""},
		{"  two\n\tlines  ", "two lines", ""},
		{"", "", ""},
	} {
		lines, full := wrap(test.name, 1000, 1000)
		if got := strings.Join(lines, "|"); got != test.want || full != test.full {
			t.Errorf("%q is set as %q, whole %q; want %q, %q", test.name, got, full, test.want, test.full)
		}
	}
}

func TestHeatSortsByOneScale(t *testing.T) {
	levels, low, high := Heat([][]string{{"100", "86", "85"}, {"71", "", "70"}})
	want := [][]int{{0, 3, 3}, {6, -1, 6}}
	for i := range want {
		for k := range want[i] {
			if levels[i][k] != want[i][k] {
				t.Errorf("levels %v, want %v", levels, want)
			}
		}
	}
	if low != "70" || high != "100" {
		t.Errorf("the scale goes from %s to %s", low, high)
	}
	if levels, low, _ := Heat([][]string{{"", "–"}}); levels[0][0] != -1 || low != "" {
		t.Errorf("nothing to compare has levels %v from %q", levels, low)
	}
}
