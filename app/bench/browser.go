//go:build linux

package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	fastws "github.com/fasthttp/websocket"

	"pingyi/app/chromium"
)

// browser is a Chromium of this machine without a window and without a graphics
// card, driven over its own protocol: what a display shows is measured where it
// is painted.
type browser struct {
	cmd  *exec.Cmd
	conn *fastws.Conn
	last int // number of the last instruction
}

// tab is one page.
type tab struct {
	*browser
	session string
}

// openBrowser starts Chromium with its profile in dir.
func openBrowser(ctx context.Context, path, dir string) (*browser, error) {
	cmd := exec.CommandContext(ctx, path, append(chromium.Switches(), "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding", "--remote-debugging-port=0",
		"--user-data-dir="+filepath.Join(dir, "chromium"), "about:blank")...)
	said, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", path, err)
	}
	b := &browser{cmd: cmd}
	address, err := devtoolsOf(said)
	if err == nil {
		b.conn, _, err = fastws.DefaultDialer.Dial(address, nil)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("talk to %s: %w", path, err), b.close())
	}
	return b, nil
}

// devtoolsOf reads where the browser listens, and drains what else it says.
func devtoolsOf(said io.Reader) (string, error) {
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if _, address, found := strings.Cut(lines.Text(), "DevTools listening on "); found {
			go func() { _, _ = io.Copy(io.Discard, said) }() // a full pipe would stop it; its end ends this
			return strings.TrimSpace(address), nil
		}
	}
	return "", errors.Join(errors.New("it ended"), lines.Err())
}

// close ends the browser and waits for it: by its own word, so that its helpers end
// before it and let go of its folder.
func (b *browser) close() error {
	if b.conn == nil {
		_ = b.cmd.Process.Kill() // whatever it was
		return b.cmd.Wait()
	}
	failed := errors.Join(b.call("", "Browser.close", struct{}{}, nil), b.conn.Close())
	over := time.AfterFunc(patience, func() { _ = b.cmd.Process.Kill() })
	defer over.Stop()
	return errors.Join(failed, b.cmd.Wait())
}

// call carries out one instruction; into may be nil. What the browser says
// meanwhile of its own accord is passed over.
func (b *browser) call(session, method string, params, into any) error {
	b.last++
	instruction := map[string]any{"id": b.last, "method": method, "params": params}
	if session != "" {
		instruction["sessionId"] = session
	}
	if err := b.conn.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if err := b.conn.WriteJSON(instruction); err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	for {
		var answer struct {
			ID     int             `json:"id"`
			Result json.RawMessage `json:"result"`
			Error  *struct{ Message string }
		}
		if err := b.conn.ReadJSON(&answer); err != nil {
			return fmt.Errorf("%s: %w", method, err)
		}
		if answer.ID != b.last {
			continue
		}
		if answer.Error != nil {
			return fmt.Errorf("%s: %s", method, answer.Error.Message)
		}
		if into == nil {
			return nil
		}
		return json.Unmarshal(answer.Result, into)
	}
}

// open makes a page of 1920 by 1080 that runs a script before those of whatever it loads.
func (b *browser) open(script string) (*tab, error) {
	var target struct{ TargetID string }
	if err := b.call("", "Target.createTarget", map[string]any{"url": "about:blank", "newWindow": true}, &target); err != nil {
		return nil, err
	}
	t := &tab{browser: b}
	var attached struct{ SessionID string }
	if err := b.call("", "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached); err != nil {
		return nil, err
	}
	t.session = attached.SessionID
	return t, errors.Join(
		b.call(t.session, "Emulation.setDeviceMetricsOverride", map[string]any{"width": 1920, "height": 1080, "deviceScaleFactor": 1, "mobile": false}, nil),
		b.call(t.session, "Emulation.setFocusEmulationEnabled", map[string]any{"enabled": true}, nil), // else of several pages one alone is painted
		b.call(t.session, "Page.enable", struct{}{}, nil),
		b.call(t.session, "Page.addScriptToEvaluateOnNewDocument", map[string]any{"source": script}, nil),
	)
}

func (t *tab) load(address string) error {
	var loaded struct{ ErrorText string }
	if err := t.call(t.session, "Page.navigate", map[string]any{"url": address}, &loaded); err != nil {
		return err
	}
	if loaded.ErrorText != "" {
		return fmt.Errorf("load %s: %s", address, loaded.ErrorText)
	}
	return nil
}

// reload loads the page anew, and returns when what was there is gone.
func (t *tab) reload() error {
	if err := errors.Join(t.ask("window.pingyiStood = true", nil), t.call(t.session, "Page.reload", struct{}{}, nil)); err != nil {
		return err
	}
	for until := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		stood := true
		err := t.ask("Boolean(window.pingyiStood)", &stood) // between two documents there is nobody to ask
		if err == nil && !stood || time.Now().After(until) {
			return err
		}
	}
}

// ask evaluates an expression in the page, waits for it when it is a promise, and reads its value.
func (t *tab) ask(expression string, into any) error {
	var answer struct {
		Result           struct{ Value json.RawMessage }
		ExceptionDetails *struct {
			Text      string
			Exception struct{ Description string }
		}
	}
	err := t.call(t.session, "Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true}, &answer)
	if err != nil {
		return err
	}
	if e := answer.ExceptionDetails; e != nil {
		return fmt.Errorf("%s: %s %s", expression, e.Text, e.Exception.Description)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer.Result.Value, into)
}

// await asks until an expression is true.
func (t *tab) await(expression string) error {
	for until := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		var is bool
		if err := t.ask("Boolean("+expression+")", &is); err != nil || is {
			return err
		}
		if time.Now().After(until) {
			return fmt.Errorf("waited in vain until %s", expression)
		}
	}
}

// leave closes the page.
func (t *tab) leave() error { return t.call(t.session, "Page.close", struct{}{}, nil) }
