package studio

import (
	"errors"
	"fmt"
	"testing"

	"pingyi/app/web"
	"pingyi/onair"
	"pingyi/static"
)

func TestEveryRefusalHasAStatusAndTwoSentences(t *testing.T) {
	files, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	site := &web.Site{Site: files}
	for _, code := range onair.Codes() {
		p := web.ProblemOf(Problem(fmt.Errorf("act: %w", onair.Refusal{Code: code, Detail: "pgm"})))
		if p.Code != string(code) || p.Status < 400 || p.Status > 499 {
			t.Errorf("%s is told as %+v", code, p)
		}
		p.Detail = ""
		if zh, en := site.Sentence("zh-CN", p), site.Sentence("en", p); zh == p.Code || en == p.Code || zh == en {
			t.Errorf("%s reads %q and %q", code, zh, en)
		}
	}
	if other := errors.New("x"); Problem(other) != other {
		t.Error("another error is changed")
	}
}
