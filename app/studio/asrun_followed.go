package studio

import (
	"cmp"
	"fmt"
	"slices"

	"pingyi/data"
	"pingyi/display"
	"pingyi/onair"
	"pingyi/voting"
)

// ReadSession reads the log of a session from its beginning; false where it is not at hand.
type ReadSession func(id voting.SessionID, fn func(seq uint64, record data.Record) error) (bool, error)

// WithFollowed puts after each line of an output that followed the rundown what that showed: the log of the control
// room knows that it did, and the log of the session which scenes those were. Where the latter is not at hand
// a line says so.
func WithFollowed(runs []onair.Run, read ReadSession) ([]onair.Run, error) {
	all := slices.Clone(runs)
	auto := followers(runs)
	for _, id := range SessionsOf(auto) {
		following := display.NewFollowing(id, auto)
		there, err := read(id, func(seq uint64, record data.Record) error {
			e, err := voting.Decode(record)
			if err == nil {
				err = following.Add(e)
			}
			if err != nil {
				return fmt.Errorf("record %d: %w", seq, err)
			}
			return nil
		})
		switch {
		case err != nil:
			return nil, fmt.Errorf("read the log of session %s for the as-run list: %w", id, err)
		case there:
			all = append(all, following.Runs()...)
		default:
			all = append(all, unread(id, auto)...)
		}
	}
	slices.SortStableFunc(all, func(x, y onair.Run) int { return cmp.Compare(x.From, y.From) })
	return all, nil
}

// followers are the lines of what followed the rundown.
func followers(runs []onair.Run) []onair.Run {
	return slices.DeleteFunc(slices.Clone(runs), func(run onair.Run) bool { return len(run.Views) == 0 })
}

// unread are the lines of which nobody can say what they were.
func unread(id voting.SessionID, auto []onair.Run) (lines []onair.Run) {
	for _, run := range auto {
		if run.Session == id {
			line := run.Follows()
			line.What, line.End, line.EndBy = onair.RunUnread, run.End, run.EndBy
			lines = append(lines, line)
		}
	}
	return lines
}

// readSession reads the log of a session of the server, as far as it is on disk.
func (s *Studio) readSession(id voting.SessionID, fn func(uint64, data.Record) error) (bool, error) {
	session := s.session(id)
	if session == nil {
		return false, nil
	}
	return true, session.Records().Read(0, fn)
}

// endOf is how far the log of a session of the server goes, on disk.
func (s *Studio) endOf(id voting.SessionID) uint64 {
	if session := s.session(id); session != nil {
		return session.Records().Head().Size
	}
	return 0
}
