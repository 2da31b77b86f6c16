package voting

import "slices"

// Loss says that a phone no longer holds its card: the card was voided or
// replaced, or another phone took it over. Number counts the losses of the
// session from 1. It is not a place in the log: a check-in that has no record yet
// takes a card away as well (see Arrive).
type Loss struct {
	Device Device
	Number uint64
}

// MaxLosses bounds how many losses are remembered. They are kept to be told at
// once, and a phone that was away meanwhile asks when it comes back.
const MaxLosses = 32

// Losses lists the phones that lost their card last and have not got it back,
// the newest last. No later event changes the list, so it may be kept.
func (s *State) Losses() []Loss { return s.losses }

func (s *State) lose(d Device) {
	s.lost++
	losses := append(s.lossesBut(d), Loss{Device: d, Number: s.lost})
	s.losses = losses[max(0, len(losses)-MaxLosses):]
}

func (s *State) regain(d Device) {
	if slices.ContainsFunc(s.losses, func(l Loss) bool { return l.Device == d }) {
		s.losses = s.lossesBut(d)
	}
}

// lossesBut copies the losses without those of one device.
func (s *State) lossesBut(d Device) []Loss {
	return slices.DeleteFunc(slices.Clone(s.losses), func(l Loss) bool { return l.Device == d })
}
