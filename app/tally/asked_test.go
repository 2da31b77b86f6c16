package tally

import (
	"fmt"
	"testing"
)

// TestAQuestionIsReadInAnyOrder, with spaces in labels, and not where a word is left over.
func TestAQuestionIsReadInAnyOrder(t *testing.T) {
	for text, want := range map[string]string{
		"W1 速度 好": "[W1 速度 好] true", "好 速度 W1": "[W1 速度 好] true", "速度 W1": "[W1 速度 ] true", "": "[  ] true",
		"Tax Office 好": "[W1  好] true", "好 Tax Office 速度": "[W1 速度 好] true", "Tax Office hall 速度": "[W2 速度 ] true",
		"W1 W1": "[  ] false", "W1 坏": "[  ] false", "W12": "[  ] false", "速度 同": "[同 速度 ] true", "同 同": "[同 同 ] true",
	} {
		said := make([]string, 3)
		ok := Fill(text, Slot{&said[0], map[string]string{"W1": "W1", "Tax Office": "W1", "Tax Office hall": "W2", "同": "同"}},
			Slot{&said[1], map[string]string{"速度": "速度", "同": "同"}}, Slot{&said[2], map[string]string{"好": "好"}})
		if got := fmt.Sprint(said, " ", ok); got != want {
			t.Errorf("%q is read as %s, want %s", text, got, want)
		}
	}
	names := map[string]bool{"rank": true, "rank in class": true, "得分": true}
	for asked, want := range map[string]string{
		"rank in class W1": "[{rank in class W1} {rank in class W1}]", "W1 得分 速度": "[{得分 W1  速度}]", "W1": "[]",
	} {
		if got := fmt.Sprint(Namings(asked, names)); got != want {
			t.Errorf("%q may mean %s, want %s", asked, got, want)
		}
	}
}
