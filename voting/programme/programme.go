package programme

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
)

//go:embed */*.json
var files embed.FS

// Programme is one ready-made session in one language.
type Programme struct {
	Name       string      `json:"-"`       // in addresses and commands: "windows"
	Title      string      `json:"title"`   // 窗口评议
	Line       string      `json:"line"`    // what it is, in one line
	Purpose    string      `json:"purpose"` // what it is for, in one paragraph
	Files      []File      `json:"files"`
	Parameters []Parameter `json:"parameters"`
	Seconds    int64       `json:"seconds"` // how long an item is usually open; 0 where days count
	Days       int         `json:"days"`    // how long a form is usually open; 0 on a stage
	Rundown    []Cue       `json:"rundown"`
	Rulebook   []byte      `json:"-"`
}

// File is a list that the session needs.
type File struct {
	Kind    string   `json:"kind"` // one of Kinds
	What    string   `json:"what"`
	Note    string   `json:"note"`
	Columns []Column `json:"columns"`
}

// Column is one column of a list, with an entry to show what belongs there.
type Column struct {
	Title    string `json:"title"`
	Required bool   `json:"required"`
	Example  string `json:"example"`
	Note     string `json:"note"`
}

// The kinds of lists.
const (
	Units   = "units"
	Roster  = "roster"
	Pledges = "pledges"
	Figures = "figures" // what is imported once the session is there
)

// Kinds lists the kinds of lists in the order in which they are asked for.
func Kinds() []string { return []string{Units, Roster, Pledges, Figures} }

// FileName is what a list of this kind is called in a folder, without its ending.
func FileName(kind string) string {
	if kind == Roster {
		return "representatives"
	}
	return kind
}

// Parameter is a place in the rulebook that this programme's organizers usually
// change, beside those that every rulebook has.
type Parameter struct {
	At      string   `json:"at"` // "steps[2].take"
	Label   string   `json:"label"`
	Hint    string   `json:"hint"`
	Whole   bool     `json:"whole"`   // a whole number
	Options []Option `json:"options"` // a word of these; without, a number
}

// Option is a word of the rulebook, and what people call it.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Cue is one part of the evening and how long it usually takes.
type Cue struct {
	What    string `json:"what"`
	Minutes int    `json:"minutes"` // 0 where it is days, or nobody waits
	Each    bool   `json:"each"`    // once for every unit
	Vote    bool   `json:"vote"`    // the item is open meanwhile
}

// Minutes is how long the whole rundown takes with so many units; 0 where it is
// not for one sitting.
func (p Programme) Minutes(units int) int {
	total := 0
	for _, cue := range p.Rundown {
		if cue.Each {
			total += cue.Minutes * units
		} else {
			total += cue.Minutes
		}
	}
	return total
}

// File is the list of a kind, nil when the programme does not need one.
func (p Programme) File(kind string) *File {
	at := slices.IndexFunc(p.Files, func(f File) bool { return f.Kind == kind })
	if at < 0 {
		return nil
	}
	return &p.Files[at]
}

// Names lists the programmes in the order in which they are offered.
func Names() []string { return []string{"windows", "pledges", "double", "best-worst", "monitoring"} }

// Languages are those in which every programme is there; the first is the default.
func Languages() []string { return []string{"zh-CN", "en"} }

// Find reads a programme in a language, which falls back to Chinese. It reports
// false when there is no such programme.
func Find(name, lang string) (Programme, bool) {
	if !slices.Contains(Names(), name) {
		return Programme{}, false
	}
	if !slices.Contains(Languages(), lang) {
		lang = Languages()[0]
	}
	p, err := read(name, lang)
	if err != nil {
		panic(err) // the files are part of the program, and a test reads every one
	}
	return p, true
}

// All reads every programme in a language.
func All(lang string) []Programme {
	var all []Programme
	for _, name := range Names() {
		p, _ := Find(name, lang)
		all = append(all, p)
	}
	return all
}

func read(name, lang string) (Programme, error) {
	p := Programme{Name: name}
	about, err := files.ReadFile(name + "/" + lang + ".json")
	if err == nil {
		err = json.Unmarshal(about, &p)
	}
	if err == nil {
		p.Rulebook, err = files.ReadFile(name + "/rulebook." + lang + ".json")
	}
	if err != nil {
		return p, fmt.Errorf("read programme %s in %s: %w", name, lang, err)
	}
	return p, nil
}
