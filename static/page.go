package static

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"regexp"
	"strings"
)

// phoneScript is the name of the phone's modules in one file.
const phoneScript = "phone/ballot.js"

// rowsScript is that of a ballot with several rows. It is a file of its own, so
// that an evening of one question does not carry it.
const rowsScript = "phone/ballot-rows.js"

// PhonePage is what the phone's page shows before its script runs, and all it
// ever shows without one. Pages with equal fields are equal byte for byte.
type PhonePage struct {
	Lang      string // "zh-CN" or "en"
	Page      string // "code": type the card's code; "ballot": the stage
	Title     string // of the session
	Rehearsal bool
	Item      *PhoneItem // nil before the first item
	Grades    []string   // labels, in the order of their marks
	Rows      bool       // a ballot has a row for each criterion
	Criteria  []PhoneCriterion
	NoOpinion string // marks of the grades without an opinion, such as "3": drawn in grey
	FirstOnly bool   // the first ballot counts: it cannot be changed
	Named     bool   // an open session (记名): ballots are recorded with their names
	Frame     string // the JSON of the phone's frame; empty on page "code"
	Big       bool   // large type

	// The rest is one person's; leave it empty in a page that all share.
	Notice    *PhoneNotice
	Chosen    string // marks of the ballot that stands, "" for none
	Elsewhere bool   // the card is used on another phone: offer to go on here
	Void      bool   // the card was voided: there is nothing to mark
	Code      string // what was typed, to be put back into its field
}

// PhoneItem is the item on stage. Phase is that of the item ("on-stage",
// "open", "closed", ...); Deadline is in Unix seconds.
type PhoneItem struct {
	ID, Of, Run int
	Phase       string
	Deadline    int64
	Unit        PhoneUnit
}

// PhoneUnit is the unit on stage.
type PhoneUnit struct{ ID, Name, Department, Class string }

// PhoneCriterion is one row of the ballot, such as a pledge in its own words; the
// group stands smaller behind it.
type PhoneCriterion struct{ Label, Group string }

// PhoneNotice is the outcome of the form that was just sent.
type PhoneNotice struct {
	Kind    string // "recorded" or "refused"
	Code    string // of the refusal
	Text    string // of the refusal, for the reader
	Receipt string // 64 hexadecimal digits, when recorded
}

// phoneParts are the inlined parts of the page and what the policy says of them.
type phoneParts struct {
	style, bare, script             template.HTML // bare: what a page has besides where grades have no circle
	styleHash, bareHash, scriptHash string
	words                           map[string]template.JS
}

func (s *Site) readPhone(sources map[string][]byte) error {
	style := phoneStyle(sources, "phone/phone.css")
	script := squeezeScript(string(sources["phone/start.js"]))
	bare := squeezeStyle(string(sources["phone/bare.css"]))
	if strings.Contains(style+bare+script, "</") {
		return errors.New("inline the phone's style and script: they must not close a tag")
	}
	s.parts = phoneParts{
		// Typed as HTML because the hashes in the policy hold only for exactly these bytes.
		style: template.HTML("<style>" + style + "</style>"), script: template.HTML("<script>" + script + "</script>"),
		bare:      template.HTML("<style>" + bare + "</style>"),
		styleHash: hashSource(style), bareHash: hashSource(bare), scriptHash: hashSource(script),
		words: make(map[string]template.JS),
	}
	for _, lang := range Languages() {
		own := make(map[string]string)
		for key, text := range s.words[lang] {
			if name, ok := strings.CutPrefix(key, "phone."); ok {
				own[name] = text
			}
		}
		text, err := json.Marshal(own) // escapes what could end the script element
		if err != nil {
			return fmt.Errorf("encode the phone's words: %w", err)
		}
		s.parts.words[lang] = template.JS(text)
	}
	var err error
	if s.phone, err = template.New("phone").Parse(string(sources["phone/phone.html"])); err != nil {
		return err
	}
	for name, file := range map[string]string{"parts": "phone/parts.html", "problem": "phone/problem.html"} {
		if _, err := s.phone.New(name).Parse(string(sources[file])); err != nil {
			return err
		}
	}
	return nil
}

// phoneStyle is what a page of the phone has inlined: the colours of its ground,
// and its sheets.
func phoneStyle(sources map[string][]byte, sheets ...string) string {
	style := string(sources["shared/tokens.css"])
	for _, name := range sheets {
		style += string(sources[name])
	}
	return squeezeStyle(style)
}

var comments = regexp.MustCompile(`(?s)/\*.*?\*/`)

// squeeze takes comments, indents and empty lines out of a text to be inlined.
// Its sources hold nothing in which these would mean something.
func squeeze(text string) string {
	var kept []string
	for _, line := range strings.Split(comments.ReplaceAllString(text, ""), "\n") {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "//") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// airInStyle is what a style sheet has for people only: white space around
// braces and after a comma, a colon or a semicolon, and the last semicolon of a
// rule. No text of ours holds any of these.
var airInStyle = regexp.MustCompile(`;?\s*([{}])\s*|([;:,])\s+`)

// squeezeScript does the same for a script, and takes the air out of its lines.
func squeezeScript(text string) string {
	lines := strings.Split(squeeze(text), "\n")
	for i, line := range lines {
		lines[i] = withoutAir(line)
	}
	return strings.Join(lines, "\n")
}

// squeezeStyle does the same for a style sheet, and takes its air out too.
func squeezeStyle(text string) string {
	return airInStyle.ReplaceAllString(squeeze(text), "$1$2")
}

func hashSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// hostName accepts what can be a host with a port and nothing that could add to
// a header.
var hostName = regexp.MustCompile(`^[A-Za-z0-9.\-]+(:[0-9]+)?$|^\[[0-9a-fA-F:]+\](:[0-9]+)?$`)

// PhoneCSP is the value of the Content-Security-Policy header of the phone's
// page. The host is that of the request; sockets are allowed to it by name,
// since older browsers do not derive them from 'self'.
func (s *Site) PhoneCSP(host string) string {
	connect := "'self'"
	if hostName.MatchString(host) {
		connect += " wss://" + host + " ws://" + host
	}
	return "default-src 'none'; script-src 'self' " + s.parts.scriptHash + "; style-src " + s.parts.bareHash + " " + s.parts.styleHash +
		"; img-src 'self' data:; connect-src " + connect + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

// Phone renders the phone's page.
func (s *Site) Phone(p PhonePage) ([]byte, error) {
	view, err := s.phoneView(p)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := s.phone.Execute(&out, view); err != nil {
		return nil, fmt.Errorf("render the phone's page: %w", err)
	}
	return out.Bytes(), nil
}

// phoneView works out what follows from a page.
func (s *Site) phoneView(p PhonePage) (phoneView, error) {
	if p.Page != "code" && p.Page != "ballot" {
		return phoneView{}, fmt.Errorf("render the phone's page: no page %q", p.Page)
	}
	if s.words[p.Lang] == nil {
		p.Lang = Languages()[0]
	}
	if p.Notice != nil {
		p.Elsewhere = p.Elsewhere || p.Notice.Code == "card-elsewhere"
		p.Void = p.Void || p.Page == "ballot" && p.Notice.Code == "card-void"
	}
	if p.Void {
		p.Item, p.Notice = nil, nil // the headline says it
	}
	view := phoneView{
		PhonePage: p, Style: s.parts.style, BareStyle: s.parts.bare, Script: s.parts.script, Words: s.parts.words[p.Lang],
		Module: s.prefix + phoneScript, words: s.words[p.Lang],
	}
	if p.Rows {
		view.Module = s.prefix + rowsScript
	}
	if p.Frame != "" {
		var frame struct {
			Phase string `json:"phase"`
		}
		if err := json.Unmarshal([]byte(p.Frame), &frame); err != nil {
			return phoneView{}, fmt.Errorf("render the phone's page: read its frame: %w", err)
		}
		view.Stage, view.Data = frame.Phase, json.RawMessage(p.Frame)
	}
	return view, nil
}

// PhoneProblem renders the page of an error for whoever votes. It has no script,
// and the policy of the phone's page holds for it.
func (s *Site) PhoneProblem(lang string, big bool, problem string) ([]byte, error) {
	view := struct {
		phoneView
		Problem string
	}{phoneView{PhonePage: PhonePage{Lang: lang, Big: big}, Style: s.parts.style, words: s.words[lang]}, problem}
	var out bytes.Buffer
	if err := s.phone.ExecuteTemplate(&out, "problem", view); err != nil {
		return nil, fmt.Errorf("render the phone's page of an error: %w", err)
	}
	return out.Bytes(), nil
}
