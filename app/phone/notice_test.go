package phone

import (
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/static"
)

// Whoever writes the cookie of a notice by hand, a thousand times, is sent a
// page that is there already.
func TestNoticeIsRenderedOnceForEverybody(t *testing.T) {
	files, err := static.New()
	if err != nil {
		t.Fatal(err)
	}
	p, renderings := &Phones{site: &web.Site{Site: files}}, 0
	server := fiber.New()
	server.Get("/v", func(c *fiber.Ctx) error {
		return p.sendPage(c, p.pages.of("s"), 7, p.told(c), func(view static.PhonePage) ([]byte, error) {
			renderings++
			view.Page = "ballot"
			return p.site.Phone(view)
		})
	})
	page := func(notice string) string {
		t.Helper()
		request := httptest.NewRequest("GET", "/v", nil)
		request.Header.Set("Cookie", "notice="+notice)
		answer, err := server.Test(request)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != 200 {
			t.Fatalf("status %d, %v", answer.StatusCode, err)
		}
		if shared := answer.Header.Get("Etag") != ""; shared != (notice == "") {
			t.Errorf("with the notice %q the page is kept for the next one: %v", notice, shared)
		}
		return string(body)
	}
	plain := page("")
	for i := range 20 {
		receipt := fmt.Sprintf("%02xab19c0%056d", i, 0)
		for notice, says := range map[string]string{
			"refused.busy": "服务器繁忙", "refused.item-closed": "投票已截止", "recorded." + receipt: strings.ToUpper(receipt[:4] + " " + receipt[4:8]),
		} {
			if !strings.Contains(page(notice), says) {
				t.Errorf("the notice %q does not say %q", notice, says)
			}
		}
	}
	if renderings != 4 { // the shared one, and one for each kind
		t.Errorf("%d renderings", renderings)
	}
	for _, nonsense := range []string{"refused.", "refused.nonsense", "recorded.nonsense", "recorded", "other.busy", "recorded." + strings.Repeat("@", 64)} {
		request := httptest.NewRequest("GET", "/v", nil)
		request.Header.Set("Cookie", "notice="+nonsense)
		answer, err := server.Test(request)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(answer.Body); err != nil || string(body) != plain {
			t.Errorf("the notice %q is shown, %v", nonsense, err)
		}
	}
	if renderings != 4 {
		t.Errorf("nonsense is rendered: %d", renderings)
	}
}
