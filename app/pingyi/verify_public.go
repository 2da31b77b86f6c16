package main

import (
	"fmt"
	"slices"
	"strings"

	"pingyi/app/bundle"
	"pingyi/app/recount"
)

// publicResults counts again what can be where no ballot is to be seen.
func (c *bundleCheck) publicResults(stated bundle.Stated, printed recount.Result) error {
	acted, err := stated.Acted(c.acts)
	if err != nil {
		return err
	}
	again, worked := c.again.Again(printed)
	if err := c.differ(append(recount.Differences(again, printed, "result.json", false), acted...)); err != nil {
		return err
	}
	c.say("print.public")
	c.say("results.each")
	c.sayPrinted(worked)
	if c.published == nil {
		return nil
	}
	return c.publishedBeside(stated, printed)
}

// publishedBeside holds what was published against the result of a public bundle. An earlier
// version has the same counts; its figures are worked out from those and its own acts.
func (c *bundleCheck) publishedBeside(stated bundle.Stated, printed recount.Result) error {
	against, earlier := printed, c.published.Version > 0 && c.published.Version < printed.Version
	mayOmit, worked := true, recount.Worked{}
	if earlier {
		against, worked = c.again.Again(printed.Earlier(*c.published))
		mayOmit = c.stated.Format != stated.Format // one that hides in the same way has as much
	}
	if err := c.differ(recount.Differences(against, *c.published, c.name, mayOmit)); err != nil {
		return err
	}
	differences, compared, err := c.stated.PublishedAs(stated, c.acts)
	if err == nil {
		err = c.tellMembers(differences, compared)
	}
	if err != nil || !earlier {
		if err == nil {
			c.say("results", "name", c.name)
		}
		return err
	}
	c.say("results.earlier", "name", c.name, "n", fmt.Sprint(c.published.Version))
	if open := slices.Concat(worked.Hidden, worked.Withheld); len(open) > 0 {
		c.unknown("results.earlier.open", "name", c.name, "n", fmt.Sprint(c.published.Version), "names", c.figures(c.Rulebook, open))
	}
	return nil
}

// sayPrinted says which figures were worked out from the counts in result.json. What was
// not is left to the other program only where that can do it.
func (c *bundleCheck) sayPrinted(w recount.Worked) {
	if len(w.Own) > 0 {
		c.say("figures.printed", "names", c.figures(c.Rulebook, w.Own))
	}
	if len(w.Engine) > 0 {
		c.say("figures.printed.engine", "names", c.figures(c.Rulebook, w.Engine))
		c.unknown("engine.script", "names", c.figures(c.Rulebook, w.Engine))
	}
	if n := len(w.Units); n > 0 {
		c.unknown("figures.units", "n", fmt.Sprint(n), "units", c.some(w.Units))
	}
	if len(w.Hidden) > 0 {
		c.unknown("figures.hidden", "names", c.figures(c.Rulebook, w.Hidden))
	}
	if len(w.Withheld) > 0 {
		c.unknown("figures.withheld", "names", c.figures(c.Rulebook, w.Withheld))
	}
}

// some names a few and leaves the others to their number.
func (c *bundleCheck) some(units []string) string {
	const few = 10
	if len(units) > few {
		units = append(slices.Clone(units[:few]), "…")
	}
	return strings.Join(units, c.words("comma"))
}

// unseen is what no check of a public bundle can find, so that the verdict is not taken for
// more than it is: figures are in no record and under no checkpoint.
func unseen() []string { return []string{"withheld", "withheld.members", "withheld.cards"} }
