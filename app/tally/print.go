package tally

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"pingyi/voting/count"
)

// Style is how an outcome is printed: "table", "csv" or "json", in "zh" or "en";
// Table picks one table by its name, Explain one figure with its chain.
type Style struct {
	Format  string
	Lang    string
	Table   string
	Explain string
}

// Print writes the outcome.
func (o *Outcome) Print(out io.Writer, s Style) error {
	figures := o.figures()
	if s.Table != "" {
		t := o.Result.Table(s.Table)
		if t == nil {
			t = o.Result.Table(o.Book.Meant(s.Table))
		}
		if t == nil {
			return NewTrouble("no-table", "name", s.Table, "names", o.mayBeAsked(s.Lang))
		}
		figures = []figure{{s.Table, t}}
	}
	var chain []count.Line
	if s.Explain != "" {
		var err error
		if chain, err = o.explain(s.Explain, s.Lang); err != nil {
			return err
		}
	}
	switch s.Format {
	case "json":
		return o.printJSON(out, figures, chain)
	case "csv":
		return o.printCSV(out, figures, s)
	}
	return o.printTable(out, figures, chain, s)
}

func (o *Outcome) tableNames() []string {
	return slices.Concat(o.Book.Inputs(), o.Book.Steps(), o.Result.Names())
}

// mayBeAsked are the names of the tables as readers of a language have them.
func (o *Outcome) mayBeAsked(lang string) string {
	var names []string
	for _, name := range o.tableNames() {
		if name = o.Book.NameIn(lang, name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// head is what stands above the figures: title, hash, turnout, what was void and
// what waits.
func (o *Outcome) head(lang string) []string {
	lines := []string{o.Book.Title(), phrase(lang, "rulebook") + " sha256 " + o.Book.Hash()}
	if translated := o.Book.TranslationHash(); translated != "" {
		lines = append(lines, phrase(lang, "translation")+" sha256 "+translated)
	}
	var turnout []string
	for _, one := range o.turnout() {
		value := "—"
		if one.known {
			value = one.value
		}
		label := phrase(lang, one.name)
		if one.name == tableCollected && o.Book.Sheet() == "one unit" {
			label = phrase(lang, "summed") + label
		}
		turnout = append(turnout, label+" "+value)
	}
	lines = append(lines, strings.Join(turnout, "  "))
	if void := o.voidText(lang); void != "" {
		lines = append(lines, Say(lang, "head", "what", phrase(lang, "void"), "said", void))
	}
	if o.Replaced > 0 {
		lines = append(lines, phrase(lang, "replaced", itoa(o.Replaced)))
	}
	for _, one := range o.acts(lang) {
		for _, said := range one.said {
			lines = append(lines, Say(lang, "head", "what", phrase(lang, one.what), "said", said))
		}
	}
	return lines
}

// acts are the ties that wait, the decisions that told units apart and the vetoes.
func (o *Outcome) acts(lang string) []struct {
	what string
	said []string
} {
	var waiting, made, vetoes []string
	for _, p := range o.Result.Pending() {
		said := fmt.Sprintf("%s %s %s", o.stepText(p.Step, p.Where, lang), phrase(lang, p.Kind), strings.Join(p.Units, " "))
		if lists := o.waiting(p.Step); lists != nil {
			for i := range lists {
				lists[i] = o.Book.NameIn(lang, lists[i])
			}
			said = Say(lang, "pending.lists", "said", said, "lists", strings.Join(lists, Say(lang, "told.given.and")))
		}
		waiting = append(waiting, said)
	}
	for _, d := range o.Result.Decisions() {
		made = append(made, o.decisionText(d, lang))
	}
	for _, v := range o.Result.Vetoes() {
		vetoes = append(vetoes, Say(lang, "by", "said", v.Unit, "author", v.Author, "why", v.Reason))
	}
	return []struct {
		what string
		said []string
	}{{"pending", waiting}, {"decision", made}, {"veto", vetoes}}
}

// waiting are the lists that rest on a step, and wait with its ties.
func (o *Outcome) waiting(step string) (lists []string) {
	for _, w := range o.Book.Waiting(step) {
		lists = append(lists, w.List)
	}
	return lists
}

// decisionText is a decision that told units apart, on one line.
func (o *Outcome) decisionText(d count.Decision, lang string) string {
	said := o.stepText(d.Step, d.Where, lang) + " " + phrase(lang, d.Kind) + " " + d.Said(" ")
	return Say(lang, "by", "said", said, "author", d.Author, "why", d.Record)
}

// stepText is a step and where it has a tie: of which criterion, where each has its own.
func (o *Outcome) stepText(step string, where []string, lang string) string {
	names := []string{o.Book.NameIn(lang, step)}
	for _, label := range where {
		names = append(names, o.Book.NameIn(lang, label))
	}
	return strings.Join(names, " · ")
}

// taken is one count of ballots or people; not known is not zero, and a count
// that is known of some units only has no sum.
type taken struct {
	name, value string
	known       bool
}

func (o *Outcome) turnout() []taken {
	var all []taken
	for _, name := range []string{tableIssued, tableCheckedIn, tableCollected, tableValid} {
		all = append(all, taken{name, whole(o.sums[name][""]), o.told.ofAll(name, o.units)})
	}
	invalid := o.sums[tableCollected][""] - o.sums[tableValid][""]
	return append(all, taken{"invalid", whole(invalid), all[2].known && all[3].known})
}

func (o *Outcome) voidText(lang string) string {
	var parts []string
	for _, s := range o.Spoilt {
		var n []string
		if s.Ballots > 0 {
			n = append(n, phrase(lang, "ballots void", itoa(s.Ballots)))
		}
		if s.Rows > 0 {
			n = append(n, phrase(lang, "rows void", itoa(s.Rows)))
		}
		if n != nil {
			parts = append(parts, phrase(lang, s.Reason)+" "+strings.Join(n, " "))
		}
	}
	return strings.Join(parts, Say(lang, "stop"))
}

// printTable writes for people: what is about all, then one block for the tables
// with the same axes.
func (o *Outcome) printTable(out io.Writer, figures []figure, chain []count.Line, s Style) error {
	var text strings.Builder
	for _, line := range o.head(s.Lang) {
		text.WriteString(line + "\n")
	}
	if chain != nil {
		text.WriteString("\n" + chainText(chain, s.Lang))
	} else {
		for _, group := range grouped(figures) {
			text.WriteString("\n" + aligned(o.lay(group, s)))
		}
	}
	_, err := io.WriteString(out, text.String())
	return err
}

// ColumnsOf is how wide a text is on a terminal: a Chinese character takes two.
func ColumnsOf(text string) int {
	n := 0
	for _, r := range text {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

func aligned(t sheet) string {
	widths := make([]int, len(t.columns))
	for i, c := range t.columns {
		widths[i] = ColumnsOf(c.title)
		for _, row := range t.rows {
			widths[i] = max(widths[i], ColumnsOf(row[i]))
		}
	}
	var text strings.Builder
	line := func(cells []string) {
		var one strings.Builder
		for i, cell := range cells {
			if i > 0 {
				one.WriteString("  ")
			}
			fill := strings.Repeat(" ", widths[i]-ColumnsOf(cell))
			if t.columns[i].number {
				one.WriteString(fill + cell)
			} else {
				one.WriteString(cell + fill)
			}
		}
		text.WriteString(strings.TrimRight(one.String(), " ") + "\n")
	}
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.title
	}
	line(titles)
	for _, row := range t.rows {
		line(row)
	}
	return text.String()
}

// printCSV writes one table: a row for each unit, or for each cell of the table
// asked for, with the turnout and the rulebook beside the figures.
func (o *Outcome) printCSV(out io.Writer, figures []figure, s Style) error {
	t := o.lay(grouped(figures)[0], s)
	var beside []string
	for _, one := range o.turnout() {
		t.columns = append(t.columns, column{phrase(s.Lang, "ballots") + " " + phrase(s.Lang, one.name), true})
		if !one.known {
			one.value = ""
		}
		beside = append(beside, one.value)
	}
	t.columns = append(t.columns, column{title: phrase(s.Lang, "void")}, column{title: phrase(s.Lang, "rulebook")}, column{title: phrase(s.Lang, "hash")})
	beside = append(beside, o.voidText(s.Lang), o.Book.Title(), o.Book.Hash())
	for _, one := range o.acts(s.Lang) {
		if len(one.said) > 0 {
			t.columns = append(t.columns, column{title: phrase(s.Lang, one.what)})
			beside = append(beside, strings.Join(one.said, "; "))
		}
	}
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	w.UseCRLF = true
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = harmless(c.title)
	}
	lines := [][]string{titles}
	for _, row := range t.rows {
		row = append(row, beside...)
		for i, c := range t.columns {
			if !c.number {
				row[i] = harmless(row[i])
			}
		}
		lines = append(lines, row)
	}
	return w.WriteAll(lines)
}

// harmless keeps a spreadsheet program from taking a text for a formula, as every CSV
// file of ours does.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}

// LeftOut says which results a CSV file of this style does not have; "" when it
// has all.
func (o *Outcome) LeftOut(s Style) string {
	groups := grouped(o.figures())
	if s.Format != "csv" || s.Table != "" || len(groups) == 1 {
		return ""
	}
	var names []string
	for _, group := range groups[1:] {
		for _, f := range group {
			names = append(names, f.key)
		}
	}
	return phrase(s.Lang, "also", strings.Join(names, ", "))
}
