package main

import (
	"regexp"
	"strings"
	"testing"
)

// englishSentence is what is not said to whoever reads Chinese.
var englishSentence = regexp.MustCompile(`[a-z]{2,} [a-z]{2,} [a-z]{2,}`)

// TestHelpIsInTheLanguageThatWasAsked: Chinese without a flag; wherever -lang stands, and also on
// commands that have none otherwise.
func TestHelpIsInTheLanguageThatWasAsked(t *testing.T) {
	t.Parallel()
	asked := [][]string{{"help"}, {"-h"}, {}, {"help", "config"}}
	for _, cmd := range commands() {
		if cmd.run != nil {
			asked = append(asked, []string{cmd.name, "-h"})
		}
	}
	han := regexp.MustCompile(`\p{Han}`)
	for _, args := range asked {
		_, out, usage := say(t, "", args...)
		for line := range strings.Lines(out + usage) {
			typed := strings.NewReplacer("pingyi help config", "", "pingyi programme list", "", "pingyi rulebook check", "").Replace(line) // and not read
			if englishSentence.MatchString(typed) && !strings.HasPrefix(line, "In English: ") {
				t.Errorf("%v says in English: %s", args, line)
			}
			if strings.TrimSpace(line) == "" && len(args) > 1 {
				t.Errorf("%v has a line that says nothing:\n%s", args, out+usage)
			}
		}
		if len(args) == 0 {
			continue
		}
		for _, english := range [][]string{append(args[:len(args):len(args)], "-lang", "en"), append(args[:len(args):len(args)], "--lang=en")} {
			_, out, usage := say(t, "", english...)
			said := strings.NewReplacer("评议", "", "十佳 W001", "", "得分 W001", "", "中文：去掉", "").Replace(out + usage)
			if status, _, _ := say(t, "", english...); status != 0 || han.MatchString(said) || !englishSentence.MatchString(said) {
				t.Errorf("%v: status %d, says\n%s", english, status, said)
			}
		}
	}
}

// TestEveryFlagSaysWhatItIsFor, in both languages.
func TestEveryFlagSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	flag := regexp.MustCompile(`(?m)^  -[a-z-]+.*\n\t(.*)$`)
	for _, cmd := range commands() {
		if cmd.run == nil {
			continue
		}
		for _, lang := range []string{"zh", "en"} {
			_, _, usage := say(t, "", cmd.name, "-lang", lang, "-h")
			found := flag.FindAllStringSubmatch(usage, -1)
			if len(found) != strings.Count(usage, "\n  -") || len(found) == 0 {
				t.Errorf("%s, %s: %d flags say what they are for in\n%s", cmd.name, lang, len(found), usage)
			}
			for _, one := range found {
				if text := strings.TrimSpace(one[1]); len(text) < 10 || strings.HasPrefix(text, "(") || strings.HasPrefix(text, "（") {
					t.Errorf("%s, %s: %q", cmd.name, lang, one[0])
				}
			}
		}
	}
}
