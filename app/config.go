package app

import (
	"bufio"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"pingyi/app/feed"
	"pingyi/app/tally"
)

// Config is everything that can be set. A setting comes from its flag, else
// from its environment variable, else from the file named by -config, else it
// keeps its default.
type Config struct {
	Listen  string // host:port to listen on
	BaseURL string // the address printed on cards, such as https://pingyi.example.gov.cn
	Dir     string // sessions and accounts
	KeysDir string // secrets; outside Dir's backups. Empty: Dir/keys
	Metrics string // who may read /metrics: "local" or "off"

	// TrustedProxies are the addresses and networks, divided by commas, of proxies
	// whose X-Forwarded-Host is believed. Of everybody else the Host header holds.
	TrustedProxies string

	// BallotsPerSecond is how many ballots one card may send for long, and how
	// often it may ask about itself; a short burst is let through. 0 is no limit,
	// for measurements.
	BallotsPerSecond int

	// Drop is a folder in which the values of public outputs are kept as files, for graphics
	// systems that read files; empty: nowhere.
	Drop         string
	DropEncoding string // of its text files: utf-8, utf-8-bom or gb18030, or several with commas between
	DropLineEnd  string // behind the value of a text file: crlf, lf or none
}

// DefaultConfig returns the settings of a server on this machine alone.
func DefaultConfig() Config {
	return Config{Listen: "127.0.0.1:8080", Dir: "var", Metrics: "local", BallotsPerSecond: 10, DropEncoding: feed.UTF8, DropLineEnd: feed.CRLF}
}

// setting is one line of the table of settings. Its value reads and writes
// itself, so flags, environment, file and help need not know of what kind it is.
type setting struct {
	name, env string
	value     flag.Value
}

func (c *Config) settings() []setting {
	return []setting{
		{"listen", "PINGYI_LISTEN", (*text)(&c.Listen)},
		{"base-url", "PINGYI_BASE_URL", (*text)(&c.BaseURL)},
		{"dir", "PINGYI_DIR", (*text)(&c.Dir)},
		{"keys-dir", "PINGYI_KEYS_DIR", (*text)(&c.KeysDir)},
		{"metrics", "PINGYI_METRICS", (*text)(&c.Metrics)},
		{"trusted-proxies", "PINGYI_TRUSTED_PROXIES", (*text)(&c.TrustedProxies)},
		{"ballots-per-second", "PINGYI_BALLOTS_PER_SECOND", (*number)(&c.BallotsPerSecond)},
		{"drop", "PINGYI_DROP", (*text)(&c.Drop)},
		{"drop-encoding", "PINGYI_DROP_ENCODING", (*text)(&c.DropEncoding)},
		{"drop-line-end", "PINGYI_DROP_LINE_END", (*text)(&c.DropLineEnd)},
	}
}

// text is a setting that is taken as it stands.
type text string

// String gives the setting as it is written.
func (t *text) String() string { return string(*t) }

// Set takes what somebody wrote.
func (t *text) Set(written string) error { *t = text(written); return nil }

// number is a setting that is a whole number.
type number int

// String gives the setting as it is written.
func (n *number) String() string { return strconv.Itoa(int(*n)) }

// Set takes what somebody wrote.
func (n *number) Set(written string) error {
	value, err := strconv.Atoi(written)
	if err != nil {
		return fmt.Errorf("want a whole number, got %q", written)
	}
	*n = number(value)
	return nil
}

// Flags declares the settings on a flag set, with their current values as
// defaults, and -config. Each says its name in the environment; what it is for is SettingHelp.
func (c *Config) Flags(flags *flag.FlagSet) *string {
	for _, s := range c.settings() {
		flags.Var(s.value, s.name, s.env)
	}
	return flags.String("config", "", "")
}

// Complete fills what no flag set, from the environment and then the file.
func (c *Config) Complete(flags *flag.FlagSet, file string, env func(string) (string, bool)) error {
	given := make(map[string]bool)
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	lines, err := readSettings(file)
	if err != nil {
		return err
	}
	for _, s := range c.settings() {
		value, inFile := lines[s.env]
		delete(lines, s.env)
		if fromEnv, ok := env(s.env); ok {
			value, inFile = fromEnv, true
		}
		if !inFile || given[s.name] {
			continue
		}
		if err := s.value.Set(value); err != nil {
			return fmt.Errorf("setting %s (%s): %w", s.name, s.env, err)
		}
	}
	for name := range lines {
		return fmt.Errorf("%s: unknown setting %s", file, name)
	}
	return c.check()
}

const maxBallotsPerSecond = 1_000_000

func readSettings(file string) (map[string]string, error) {
	lines := make(map[string]string)
	if file == "" {
		return lines, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	defer f.Close()
	scanner := bufio.NewScanner(f)
	for n := 1; scanner.Scan(); n++ {
		line := strings.TrimSpace(scanner.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, found := strings.Cut(line, "=")
		if !found {
			return nil, fmt.Errorf("%s:%d: want NAME=VALUE, got %q", file, n, line)
		}
		lines[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	return lines, scanner.Err()
}

// check refuses settings that cannot work and fills the derived ones.
func (c *Config) check() error {
	if c.Dir == "" {
		return errors.New("setting dir: missing")
	}
	if c.KeysDir == "" {
		c.KeysDir = filepath.Join(c.Dir, "keys")
	}
	if c.Metrics != "local" && c.Metrics != "off" {
		return fmt.Errorf("setting metrics: want local or off, got %q", c.Metrics)
	}
	for _, proxy := range c.proxies() {
		if _, err := netip.ParseAddr(proxy); err != nil && !isNetwork(proxy) {
			return fmt.Errorf("setting trusted-proxies: want addresses such as 127.0.0.1 or networks such as 10.0.0.0/8, got %q", proxy)
		}
	}
	if c.BallotsPerSecond < 0 || c.BallotsPerSecond > maxBallotsPerSecond {
		return fmt.Errorf("setting ballots-per-second: want 0 to %d, got %d", maxBallotsPerSecond, c.BallotsPerSecond)
	}
	if err := c.checkDrop(); err != nil {
		return err
	}
	return c.checkBaseURL()
}

// checkDrop looks at how the files for graphics systems are to be written.
func (c *Config) checkDrop() error {
	c.DropEncoding, c.DropLineEnd = cmp.Or(c.DropEncoding, feed.UTF8), cmp.Or(c.DropLineEnd, feed.CRLF)
	if _, wrong, ok := feed.ReadEncodings(c.DropEncoding); !ok {
		return fmt.Errorf("setting drop-encoding: want one of %s, got %q", strings.Join(feed.Encodings(), ", "), wrong)
	}
	if !slices.Contains(feed.LineEnds(), c.DropLineEnd) {
		return fmt.Errorf("setting drop-line-end: want one of %s, got %q", strings.Join(feed.LineEnds(), ", "), c.DropLineEnd)
	}
	for name, dir := range map[string]string{"-dir": c.Dir, "-keys-dir": c.KeysDir} {
		if c.Drop != "" && within(c.Drop, dir) { // it is to be shared with other machines
			return fmt.Errorf("setting drop: want a folder outside of %s, got %q", name, c.Drop)
		}
	}
	return nil
}

// within reports whether a folder is another one, or lies in it.
func within(folder, other string) bool {
	a, errA := filepath.Abs(folder)
	b, errB := filepath.Abs(other)
	inside, err := filepath.Rel(b, a)
	return errA == nil && errB == nil && err == nil && (inside == "." || filepath.IsLocal(inside))
}

func (c *Config) checkBaseURL() error {
	if c.BaseURL == "" {
		return nil
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" ||
		!strings.EqualFold(strings.TrimRight(c.BaseURL, "/"), u.Scheme+"://"+u.Host) {
		return fmt.Errorf("setting base-url: want http(s)://host[:port], got %q", c.BaseURL)
	}
	c.BaseURL = u.Scheme + "://" + strings.ToLower(u.Host) // as browsers write an origin
	return nil
}

func isNetwork(written string) bool {
	_, err := netip.ParsePrefix(written)
	return err == nil
}

// proxies lists the trusted ones, as addresses are written by everybody.
func (c *Config) proxies() (all []string) {
	for _, one := range strings.Split(c.TrustedProxies, ",") {
		one = strings.TrimSpace(one)
		if address, err := netip.ParseAddr(one); err == nil {
			one = address.Unmap().String()
		}
		if one != "" {
			all = append(all, one)
		}
	}
	return all
}

// SettingHelp says in one language what a setting is for.
func SettingHelp(lang, name string) string { return tally.Say(lang, "help.flag."+name) }

// WriteHelp lists every setting with its names and its default, in one language.
func WriteHelp(w io.Writer, lang string) {
	c := DefaultConfig()
	for _, s := range c.settings() {
		fmt.Fprintf(w, "-%s\n\t%s\n\t%s\n", s.name, tally.Say(lang, "help.setting", "env", s.env, "value", s.value.String()), SettingHelp(lang, s.name))
	}
}
