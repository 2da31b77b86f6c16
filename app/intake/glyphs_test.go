package intake

import (
	"strings"
	"testing"
)

func TestCharactersThatTheDisplaysCannotDrawAreNamedWithTheirPlace(t *testing.T) {
	in := sampleFiles(t)
	in.Title = "评议😀"
	lines := strings.SplitAfter(string(in.Units.Body), "\n")
	cells := strings.Split(lines[3], ",")
	cells[1], cells[2] = "张𪛖𪛕𪛖工作室", "𬀩𬮿䶮㛃㙓𬱖局" // the second is rare, and the font has it
	lines[3] = strings.Join(cells, ",")
	in.Units.Body = []byte(strings.Join(lines, ""))
	session, warned, err := Session(in)
	if err != nil || session.Units[2].Name != "张𪛖𪛕𪛖工作室" {
		t.Fatalf("the session is not made: %v", err)
	}
	var said []string
	for _, w := range warned {
		if w.Code == WarnGlyph {
			said = append(said, w.Message("zh"), w.Message("en"))
		}
	}
	want := []string{
		in.Units.Name + "第 4 行“参评窗口”列：“张𪛖𪛕𪛖工作室”里的 𪛖 (U+2A6D6)、𪛕 (U+2A6D5) 不在屏幕字体中",
		in.Units.Name + `, row 4, column "参评窗口": the font of the displays has no 𪛖 (U+2A6D6), 𪛕 (U+2A6D5), which stands in "张𪛖𪛕𪛖工作室"`,
		in.Rulebook.Name + "：“评议😀”里的 😀 (U+1F600) 不在屏幕字体中",
		in.Rulebook.Name + `: the font of the displays has no 😀 (U+1F600), which stands in "评议😀"`,
	}
	if len(said) != len(want) {
		t.Fatalf("warnings are %q", said)
	}
	for i := range want {
		if !strings.HasPrefix(said[i], want[i]) {
			t.Errorf("got %s\nwant %s…", said[i], want[i])
		}
	}
}

func TestPledgesThatTheDisplaysCannotDrawAreNamed(t *testing.T) {
	_, warned, err := Session(pledgesFiles(strings.Replace(pledgesList, "公示", "公示𪛖", 1)))
	if err != nil || len(warned) == 0 || warned[0].Code != WarnGlyph || warned[0].Row != 2 || warned[0].Column != "承诺事项" {
		t.Errorf("warnings are %+v, %v", warned, err)
	}
}
