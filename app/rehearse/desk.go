package rehearse

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/url"
	"strings"
	"time"

	"github.com/valyala/fasthttp"
)

// Upload is one file as the desk takes it.
type Upload struct {
	Field, Name string
	Body        []byte
}

// Card is a card as the desk of a rehearsal hands it to programs.
type Card struct {
	Number   string `json:"number"`
	Category string `json:"category"`
	Recused  string `json:"recused"`
	Token    string `json:"token"`
}

// Act is one act of the desk; empty fields are left out.
type Act struct {
	Act      string `json:"act"`
	Item     int    `json:"item,omitempty"`
	Seconds  int    `json:"seconds,omitempty"`
	Reason   string `json:"reason,omitempty"`
	Scene    string `json:"scene,omitempty"`
	Page     int    `json:"page,omitempty"`
	Card     string `json:"card,omitempty"`
	Revision uint64 `json:"revision,omitempty"` // of the picture on which it was decided

	Step   string   `json:"step,omitempty"` // whose tie is decided
	Kind   string   `json:"kind,omitempty"`
	Order  []string `json:"order,omitempty"`
	Unit   string   `json:"unit,omitempty"` // that a veto is about
	Author string   `json:"author,omitempty"`
	Record string   `json:"record,omitempty"`
	Days   int      `json:"days,omitempty"`
}

// Desk is an organizer who is logged in.
type Desk struct {
	base    string
	cookie  string
	session string
	client  *fasthttp.Client
	acted   uint64 // revision of the last act that was carried out
}

// Refused is an answer that carries one of the server's codes.
type Refused struct {
	Status  int
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Error gives status, code and sentence.
func (r *Refused) Error() string { return fmt.Sprintf("%d %s: %s", r.Status, r.Code, r.Message) }

const patience = 30 * time.Second

// LogIn opens the desk of a server at base, such as http://127.0.0.1:8080.
func LogIn(base, name, password string) (*Desk, error) {
	d := &Desk{base: base, client: &fasthttp.Client{MaxConnsPerHost: 8, ReadTimeout: patience, WriteTimeout: patience}}
	request, response := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(request)
	defer fasthttp.ReleaseResponse(response)
	request.SetRequestURI(base + "/desk/login")
	request.Header.SetMethod(fasthttp.MethodPost)
	request.Header.SetContentType("application/x-www-form-urlencoded")
	request.SetBodyString(url.Values{"name": {name}, "password": {password}}.Encode())
	if err := d.client.DoTimeout(request, response, patience); err != nil {
		return nil, fmt.Errorf("log in: %w", err)
	}
	response.Header.VisitAllCookie(func(_, value []byte) {
		var cookie fasthttp.Cookie
		if cookie.ParseBytes(value) == nil && bytes.HasSuffix(cookie.Key(), []byte("desk")) {
			d.cookie = string(cookie.Key()) + "=" + string(cookie.Value())
		}
	})
	if d.cookie == "" {
		return nil, fmt.Errorf("log in: %w", refusal(response))
	}
	return d, nil
}

// refusal reads the code of an answer that is not a success.
func refusal(response *fasthttp.Response) error {
	r := &Refused{Status: response.StatusCode()}
	if json.Unmarshal(response.Body(), r) != nil || r.Code == "" {
		r.Code, r.Message = "unreadable", string(response.Body()[:min(len(response.Body()), 200)])
	}
	return r
}

// call makes one request and decodes its JSON answer, or gives it as it is where into is a text.
func (d *Desk) call(method, path, contentType string, body []byte, into any) error {
	request, response := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
	defer fasthttp.ReleaseRequest(request)
	defer fasthttp.ReleaseResponse(response)
	request.SetRequestURI(d.base + path)
	request.Header.SetMethod(method)
	request.Header.Set("Cookie", d.cookie)
	request.Header.Set("Accept", "application/json")
	if body != nil {
		request.Header.SetContentType(contentType)
		request.SetBody(body)
	}
	if err := d.client.DoTimeout(request, response, patience); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if response.StatusCode() >= 300 {
		return fmt.Errorf("%s: %w", path, refusal(response))
	}
	if into == nil {
		return nil
	}
	if text, is := into.(*string); is {
		*text = string(response.Body())
		return nil
	}
	if err := json.Unmarshal(response.Body(), into); err != nil {
		return fmt.Errorf("%s: read answer: %w", path, err)
	}
	return nil
}

// Create makes a rehearsal session from its files and works on it from then on.
func (d *Desk) Create(files []Upload) error {
	var made struct {
		ID string `json:"id"`
	}
	if err := d.send("/desk/sessions", map[string]string{"rehearsal": "1"}, files, &made); err != nil {
		return fmt.Errorf("create session: %w", err)
	}
	d.session = made.ID
	return nil
}

// Enter brings figures from elsewhere: a table that the rulebook imports, which need
// not be named where there is one only, and where they come from.
func (d *Desk) Enter(table, source string, file Upload) error {
	fields := map[string]string{"source": source}
	if table != "" {
		fields["table"] = table
	}
	var done struct {
		Revision uint64 `json:"revision"`
	}
	file.Field = "figures"
	if err := d.send("/desk/s/"+d.session+"/figures", fields, []Upload{file}, &done); err != nil {
		return fmt.Errorf("enter figures: %w", err)
	}
	d.acted = max(d.acted, done.Revision)
	return nil
}

// send posts fields and files as a browser's form does.
func (d *Desk) send(path string, fields map[string]string, files []Upload, into any) error {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	var failed error
	for name, text := range fields {
		failed = errors.Join(failed, form.WriteField(name, text))
	}
	for _, file := range files {
		part, err := form.CreateFormFile(file.Field, file.Name)
		if err == nil {
			_, err = part.Write(file.Body)
		}
		failed = errors.Join(failed, err)
	}
	if err := errors.Join(failed, form.Close()); err != nil {
		return err
	}
	return d.call(fasthttp.MethodPost, path, form.FormDataContentType(), body.Bytes(), into)
}

// Session is the session this desk works on; Use chooses another.
func (d *Desk) Session() string { return d.session }

// Use makes the desk work on a session that exists.
func (d *Desk) Use(session string) { d.session = session }

// Do carries out one act and returns the label of the card it made, if any.
func (d *Desk) Do(act Act) (string, error) {
	body, err := json.Marshal(act)
	if err != nil {
		return "", err
	}
	var done struct {
		Card     string `json:"card"`
		Revision uint64 `json:"revision"`
	}
	if err := d.call(fasthttp.MethodPost, "/desk/s/"+d.session+"/act", "application/json", body, &done); err != nil {
		return "", fmt.Errorf("%s: %w", act.Act, err)
	}
	d.acted = max(d.acted, done.Revision)
	return done.Card, nil
}

// All carries out several acts and stops at the first that is refused.
func (d *Desk) All(acts ...Act) error {
	for _, act := range acts {
		if _, err := d.Do(act); err != nil {
			return err
		}
	}
	return nil
}

// Cards fetches the cards of the session with their tokens.
func (d *Desk) Cards() ([]Card, error) {
	var cards []Card
	err := d.call(fasthttp.MethodGet, "/desk/s/"+d.session+"/cards.json", "", nil, &cards)
	return cards, err
}

// Results fetches what was confirmed.
func (d *Desk) Results() (Results, error) {
	var r Results
	err := d.call(fasthttp.MethodGet, "/desk/s/"+d.session+"/results.json", "", nil, &r)
	return r, err
}

// text fetches something that is no JSON.
func (d *Desk) text(path string) (text string, err error) {
	err = d.call(fasthttp.MethodGet, path, "", nil, &text)
	return text, err
}

// Control sends one act to the control room.
func (d *Desk) Control(act map[string]any) error {
	body, err := json.Marshal(act)
	if err != nil {
		return err
	}
	return d.call(fasthttp.MethodPost, "/desk/studio/act", "application/json", body, nil)
}

// Tokens fetches what lets a page in to each output, by its name.
func (d *Desk) Tokens() (map[string]string, error) {
	var all []struct{ Name, Address string }
	if err := d.call(fasthttp.MethodGet, "/desk/studio/addresses.json", "", nil, &all); err != nil {
		return nil, err
	}
	tokens := make(map[string]string, len(all))
	for _, output := range all {
		_, tokens[output.Name], _ = strings.Cut(output.Address, "#")
	}
	return tokens, nil
}

// State fetches the desk's picture.
func (d *Desk) State(into any) error {
	return d.call(fasthttp.MethodGet, "/desk/s/"+d.session+"/state.json", "", nil, into)
}
