package studio

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/onair"
)

// maxMay bounds the wishes of one question. A desk asks about its buttons and its plan.
const maxMay = 160

// may is what would come of a wish: a refusal in words, or nothing.
type may struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Steps   int    `json:"steps,omitempty"` // of a cue
	Idle    bool   `json:"idle,omitempty"`  // it is so already
	Lead    int64  `json:"lead,omitempty"`  // of a take for a moment: milliseconds by which what stands leaves before it
}

// PostMay tells of wishes whether they would be carried out now, so that a desk can say why not
// before anybody presses. It changes nothing.
func (s *Studio) PostMay(c *fiber.Ctx, who Person) error {
	var asked struct {
		Wishes []wish `json:"wishes"`
	}
	if json.Unmarshal(c.Body(), &asked) != nil || len(asked.Wishes) > maxMay {
		return web.BadRequest
	}
	answers := make([]may, 0, len(asked.Wishes))
	state, closed := s.snapshot()
	for _, w := range asked.Wishes {
		answer, err := may{}, closed
		if err == nil {
			answer, err = s.would(state, who, w)
		}
		if err != nil {
			answer.Code, answer.Message = s.sentence(web.Language(c), err)
		}
		answers = append(answers, answer)
	}
	return c.JSON(answers)
}

// sentence says a refusal in words.
func (s *Studio) sentence(lang string, err error) (code, message string) {
	p := web.ProblemOf(Problem(err))
	return p.Code, s.cfg.Site.Sentence(lang, p)
}

// would decides a wish on a copy of the state and lets it be. No act waits for that.
func (s *Studio) would(state *onair.State, who Person, w wish) (answer may, err error) {
	command, known := w.command(onair.Act{By: who.Name, Role: onair.Role(who.Role), Controller: w.controller(who), At: s.now()})
	if !known {
		return answer, web.BadRequest
	}
	if err := permit(state, who, w); err != nil {
		return answer, err
	}
	events, err := onair.Decide(state, house{s}, command)
	if err != nil {
		return answer, err
	}
	answer.Idle = len(events) == 0
	for _, event := range events {
		if taken, is := event.(*onair.Taken); is {
			answer.Lead = taken.Lead()
		}
	}
	if cue, is := command.(onair.PutCue); is {
		view, _ := state.View(cue.On[0], s.now())
		if view.Output.Class == onair.Sealed && !sees(who.Role, onair.Sealed) { // there they tell how many places are shared
			return answer, nil
		}
		answer.Steps = max(house{s}.Cue(cue.Cue, view).Steps, 1)
	}
	return answer, nil
}
