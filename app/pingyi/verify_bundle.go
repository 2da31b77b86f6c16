package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"pingyi/app/bundle"
	"pingyi/app/recount"
	"pingyi/data"
	"pingyi/display"
	"pingyi/voting"
)

// bundle checks the folder that was made of a log.
func (v *verifier) bundle(path string) error {
	sum, files, differences, err := bundle.Sums(path)
	if err == nil {
		err = v.differ(differences)
	}
	if err != nil {
		return failure{fmt.Errorf("manifest: %w", err)}
	}
	v.say("manifest", "n", fmt.Sprint(files), "sum", sum)
	b, err := bundle.Open(path)
	if err != nil {
		return failure{err}
	}
	v.bar.Set(0, int(b.Session.Records))
	c := &bundleCheck{verifier: v, Bundle: b, course: bundle.NewCourse(b.Rulebook), again: recount.OfPrinted(b.Rulebook, b.Session.Units)}
	if b.Session.Kind == bundle.Public {
		if c.acts, err = bundle.NewActs(b); err != nil {
			return failure{err}
		}
	}
	if err := c.check(); err != nil {
		return failure{err}
	}
	return nil
}

// bundleCheck holds a bundle's files against its records.
type bundleCheck struct {
	*verifier
	*bundle.Bundle
	course   *bundle.Course
	withheld int
	ended    bool
	rules    bool // published with the hash of rulebook.json
	again    *recount.Printed
	acts     *bundle.Acts // of a bundle for the public
}

func (c *bundleCheck) check() error {
	c.introduce()
	if err := c.sameKey(); err != nil {
		return err
	}
	if err := c.readTree(); err != nil {
		return err
	}
	if err := c.Read(c.line); err != nil {
		return err
	}
	c.bar.Clear()
	if err := c.whole(); err != nil {
		return err
	}
	if err := c.results(); err != nil {
		return err
	}
	if err := c.receipt.tell(c.verifier); err != nil {
		return err
	}
	if c.Session.Kind == bundle.Public {
		c.end("holds.public", unseen()...)
	} else {
		c.end("holds")
	}
	return nil
}

func (c *bundleCheck) introduce() {
	s := c.Session
	c.rehearses(s.Rehearsal)
	c.say("bundle", "format", s.Format, "kind", c.words("kind."+string(s.Kind)), "title", s.Title, "id", string(s.ID))
}

func (c *bundleCheck) sameKey() error {
	if c.Verifier != c.Session.Signer {
		return fmt.Errorf("verifier.txt has the key %q, session.json %q", c.Verifier, c.Session.Signer)
	}
	return c.signer(c.Session.Signer)
}

// readTree hashes every record, and checks every line by the way.
func (c *bundleCheck) readTree() error {
	c.tree = new(data.Tree)
	err := c.Read(func(line bundle.Line, leaf data.Hash, _ voting.Event) error {
		if line.Record == nil {
			c.withheld++
		}
		c.tree.Add(leaf)
		return nil
	})
	if err != nil {
		return err
	}
	root, err := c.tree.Root(c.tree.Size())
	if err != nil {
		return err
	}
	if c.tree.Size() != c.Session.Records || root.String() != c.Session.Root {
		return fmt.Errorf("tree: records %d, root %s; session.json says %d and %s", c.tree.Size(), root, c.Session.Records, c.Session.Root)
	}
	c.say("leaves", "n", fmt.Sprint(c.tree.Size()), "root", root.String(), "whole", fmt.Sprint(int(c.tree.Size())-c.withheld), "held", fmt.Sprint(c.withheld))
	return nil
}

// line takes one record through everything that follows the records.
func (c *bundleCheck) line(line bundle.Line, leaf data.Hash, e voting.Event) error {
	c.bar.Add(1)
	if err := c.course.Follow(line, e); err != nil {
		return err
	}
	if item, run := c.course.Open(); line.Kind == "ballot-cast" {
		c.receipt.ballot(line.Seq, leaf, item, run)
	}
	switch e := e.(type) {
	case *voting.SessionPublished:
		if c.rules = e.RulebookHash == c.RulebookHash; !c.rules {
			return fmt.Errorf("record %d: the rulebook was published as %s, rulebook.json hashes to %s", line.Seq, e.RulebookHash, c.RulebookHash)
		}
	case *voting.SessionClosed:
		c.ended = true
	case *voting.ItemSealed:
		if err := c.note(line.Seq, e); err != nil {
			return err
		}
	case *voting.ResultSealed:
		if err := c.resultNote(line.Seq, e); err != nil {
			return err
		}
	}
	if c.Session.Kind == bundle.Scrutineer {
		return c.fold(line.Seq, e)
	}
	c.again.Follow(e)
	if err := c.acts.Follow(line.Seq, e); err != nil {
		return err
	}
	return c.look(line.Seq, e)
}

// note compares a checkpoint's file with the record that has it too.
func (c *bundleCheck) note(seq uint64, e *voting.ItemSealed) error {
	note, err := c.Note(e.Item, c.course.Run(e.Item))
	if err != nil {
		return fmt.Errorf("record %d: checkpoint of item %d: %w", seq, e.Item, err)
	}
	if note != e.Seal.Note {
		return fmt.Errorf("record %d: checkpoint of item %d is not what its file in checkpoints/ says", seq, e.Item)
	}
	return nil
}

// whole checks that nothing is missing at the end, and that the files of
// settings are those of the first record.
func (c *bundleCheck) whole() error {
	if !c.rules || !c.ended {
		return errors.New("the records do not go from the publication of the rules to the end of the session")
	}
	if c.Notes != c.seals {
		return fmt.Errorf("files in checkpoints/: %d, checkpoints in the records: %d", c.Notes, c.seals)
	}
	if c.Session.RulebookHash != c.RulebookHash {
		return fmt.Errorf("rulebook.json hashes to %s, session.json says %s", c.RulebookHash, c.Session.RulebookHash)
	}
	c.say("rulebook", "hash", c.RulebookHash)
	if secrecy := c.Rulebook.Secrecy; c.Session.Secrecy != secrecy {
		return fmt.Errorf("session.json: secrecy: the records give %s, session.json says %s", secrecy, c.Session.Secrecy)
	}
	if c.Session.Kind == bundle.Scrutineer {
		if want := bundle.SessionOf(c.state.Session, c.Session.Kind, c.Session.Records, c.Session.Root); !reflect.DeepEqual(want, c.Session) {
			return errors.New("session.json is not what the first record says")
		}
		c.say("settings")
	}
	c.saySeals()
	c.say("order")
	return c.life.whole(c.verifier)
}

// results holds result.json, and whatever was given with -results, against the
// records as far as they are there.
func (c *bundleCheck) results() error {
	stated, differences, err := bundle.ReadStated(c.Result)
	if err == nil {
		err = c.differ(differences)
	}
	if err != nil {
		return err
	}
	c.say("members", "n", fmt.Sprint(stated.Format))
	var printed recount.Result
	var shape display.Results
	if err := cmp.Or(json.Unmarshal(c.Result, &printed), json.Unmarshal(c.Result, &shape)); err != nil {
		return fmt.Errorf("result.json: %w", bundle.Fault(err))
	}
	all := c.Session.Kind == bundle.Scrutineer
	if err := c.differ(c.course.Differences(shape, c.Session, all)); err != nil {
		return err
	}
	if !all {
		return c.publicResults(stated, printed)
	}
	c.say("ballots", "n", fmt.Sprint(c.course.Cast), "again", fmt.Sprint(c.course.Again), "withdrawn", fmt.Sprint(c.course.Withdrawn))
	given, members, name := c.published, c.stated, c.name
	c.published, c.stated, c.name = &printed, bundle.Stated{}, "result.json" // its members are compared below
	if err := c.compare(); err != nil {
		return err
	}
	if err := c.printed(stated); err != nil {
		return err
	}
	if given == nil {
		return nil
	}
	c.published, c.stated, c.name = given, members, name
	return c.compare()
}

// printed holds every member of result.json against what the records give: titles,
// names, labels, lists, and what is hidden.
func (c *bundleCheck) printed(stated bundle.Stated) error {
	differences, err := stated.Differences(c.state)
	if err == nil {
		err = c.differ(differences)
	}
	if err != nil {
		return err
	}
	c.say("print")
	return nil
}
