package export

import (
	"cmp"
	"strconv"
	"strings"

	"pingyi/display"
	"pingyi/voting"
)

// versions is the life of the result: a row for each phase of each version.
func (b builder) versions() Table {
	t := b.table("versions", "version", "phase", "reason", "actor", "role", "done_at", "days", "until")
	for _, v := range b.Versions {
		var opened display.Signed
		if v.Opened != nil {
			opened = *v.Opened
		}
		b.step(&t, v.Number, display.VersionStep{Phase: voting.VersionPreparing, Signed: opened, Reason: v.Reason})
		for _, step := range v.Steps {
			b.step(&t, v.Number, step)
		}
	}
	return t
}

func (b builder) step(t *Table, version int, s display.VersionStep) {
	b.row(t, whole(version), b.kind("phase", string(s.Phase)), text(s.Reason), text(s.By), b.kind("role", string(s.Role)), moment(s.At), place(s.Days), moment(s.Until))
}

// given is what people added to the counts.
func (b builder) given() Table {
	t := b.table("given", "kind", "subject", "units", "author", "record", "reason", "actor", "role", "done_at")
	add := func(kind string, subject Value, units, author, record, reason string, by display.Signed) {
		b.row(&t, b.kind("given", kind), subject, text(units), text(author), text(record), text(reason), text(by.By), b.kind("role", string(by.Role)), moment(by.At))
	}
	for _, s := range b.Sources {
		add("figures", b.called(s.Table), "", "", s.Source, "", s.Signed)
	}
	for _, d := range b.Decisions {
		add(d.Kind, b.tied(d.Step, d.Where), d.Counted().Said(" "), d.Author, d.Record, "", display.Signed{By: d.By, Role: d.Role, At: d.At})
	}
	for _, v := range b.Vetoes {
		add("veto", text(""), string(v.Unit), v.Author, "", v.Reason, display.Signed{By: v.By, Role: v.Role, At: v.At})
	}
	return t
}

// tied is a step and where it has a tie: of which criterion, where each has its own.
func (b builder) tied(step string, where []string) Value {
	v := b.called(step)
	for _, label := range where {
		if v.Said != "" {
			v.Said += " / " + cmp.Or(b.called(label).Said, label)
		}
		v.Text += " / " + label
	}
	return v
}

// figures is every imported number at its place.
func (b builder) figures() Table {
	t := b.table("figures", "subject", "place", "figure")
	for _, s := range b.Sources {
		for _, cell := range s.Cells {
			b.row(&t, b.called(s.Table), text(strings.Join(cell.At, " / ")), text(cell.Value))
		}
	}
	return t
}

// outstanding is what keeps the result from being complete.
func (b builder) outstanding() Table {
	t := b.table("outstanding", "kind", "subject", "units")
	for _, tie := range b.Pending {
		b.row(&t, b.kind("given", tie.Kind), b.tied(tie.Step, tie.Where), text(together(tie.Units)))
	}
	for _, w := range b.also.Open.Waiting {
		b.row(&t, b.kind("given", "list"), b.called(w.List), text(""))
	}
	for _, one := range b.also.Open.Unsettled {
		b.row(&t, b.kind("given", "result"), b.called(one.Result), text(together(one.Units)))
	}
	for _, table := range b.Missing {
		b.row(&t, b.kind("given", "figures"), b.called(table), text(""))
	}
	for _, item := range b.Left {
		b.row(&t, b.kind("given", "item"), text(strconv.Itoa(int(item))), text(""))
	}
	if b.Refused != "" {
		b.row(&t, b.kind("given", "score"), text(b.Refused), text(""))
	}
	return t
}

// together lists units, the first one first.
func together(units []voting.UnitID) string {
	names := make([]string, len(units))
	for i, unit := range units {
		names[i] = string(unit)
	}
	return strings.Join(names, " ")
}
