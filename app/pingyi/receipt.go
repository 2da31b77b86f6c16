package main

import (
	"encoding/hex"
	"fmt"

	"pingyi/data"
	"pingyi/voting"
)

// receipt is what a voter's phone kept of a ballot: the leaf hash of its record.
// A nil one is looked for nowhere.
type receipt struct {
	leaf  data.Hash
	found bool
	seq   uint64
	item  voting.ItemID
	run   uint16
	under voting.ItemID // the item of the first checkpoint that covers it, 0 without one
	size  uint64        // how many records that covers
}

func newReceipt(digits string) (*receipt, error) {
	if digits == "" {
		return nil, nil
	}
	r := new(receipt)
	if n, err := hex.DecodeString(digits); err != nil || copy(r.leaf[:], n) != len(r.leaf) || len(n) != len(r.leaf) {
		return nil, fmt.Errorf("flag -receipt: want 64 hexadecimal digits, got %q", digits)
	}
	return r, nil
}

// look compares a record of a log.
func (r *receipt) look(seq uint64, leaf data.Hash, e voting.Event) {
	if cast, ok := e.(*voting.BallotCast); ok {
		r.ballot(seq, leaf, cast.Item, cast.Run)
	}
}

// ballot compares a ballot on an item.
func (r *receipt) ballot(seq uint64, leaf data.Hash, item voting.ItemID, run uint16) {
	if r != nil && leaf == r.leaf {
		r.found, r.seq, r.item, r.run = true, seq, item, run
	}
}

// sealed takes note of a checkpoint.
func (r *receipt) sealed(item voting.ItemID, size uint64) {
	if r != nil && r.found && r.under == 0 && size > r.seq {
		r.under, r.size = item, size
	}
}

// tell says where the ballot is. What it says inside stays unsaid.
func (r *receipt) tell(v *verifier) error {
	switch {
	case r == nil:
		return nil
	case !r.found:
		return fmt.Errorf("receipt %s: no ballot in the records has this hash", r.leaf)
	case r.under == 0:
		return fmt.Errorf("receipt %s: record %d, and no checkpoint covers it", r.leaf, r.seq)
	}
	v.say("receipt", "seq", fmt.Sprint(r.seq), "item", fmt.Sprint(r.item), "run", fmt.Sprint(r.run), "sealed", fmt.Sprint(r.under), "size", fmt.Sprint(r.size))
	return nil
}
