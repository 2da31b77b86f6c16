package app

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// settle reads settings from flags, a file and an environment.
func settle(t *testing.T, args []string, file string, env map[string]string) (Config, error) {
	t.Helper()
	c := DefaultConfig()
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	named := c.Flags(flags)
	if file != "" {
		path := filepath.Join(t.TempDir(), "pingyi.conf")
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append([]string{"-config", path}, args...)
	}
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	err := c.Complete(flags, *named, func(name string) (string, bool) { value, ok := env[name]; return value, ok })
	return c, err
}

func TestSettingComesFromTheNearestPlaceThatHasIt(t *testing.T) {
	for _, c := range []struct {
		what  string
		flags []string
		file  string
		env   map[string]string
		want  string
	}{
		{"nothing", nil, "", nil, "127.0.0.1:8080"},
		{"file", nil, "PINGYI_LISTEN=file:1\n", nil, "file:1"},
		{"file with blanks and remarks", nil, "# a remark\n\n  PINGYI_LISTEN = file:1 \n", nil, "file:1"},
		{"environment", nil, "", map[string]string{"PINGYI_LISTEN": "env:1"}, "env:1"},
		{"environment and file", nil, "PINGYI_LISTEN=file:1\n", map[string]string{"PINGYI_LISTEN": "env:1"}, "env:1"},
		{"flag and environment", []string{"-listen", "flag:1"}, "", map[string]string{"PINGYI_LISTEN": "env:1"}, "flag:1"},
		{"flag and file", []string{"-listen", "flag:1"}, "PINGYI_LISTEN=file:1\n", nil, "flag:1"},
		{"flag that repeats the default", []string{"-listen", "127.0.0.1:8080"}, "PINGYI_LISTEN=file:1\n", nil, "127.0.0.1:8080"},
	} {
		got, err := settle(t, c.flags, c.file, c.env)
		if err != nil || got.Listen != c.want {
			t.Errorf("%s: listens on %q, %v, want %q", c.what, got.Listen, err, c.want)
		}
	}
}

func TestEverySettingHasItsThreePlaces(t *testing.T) {
	values := map[string]string{
		"PINGYI_LISTEN": "h:1", "PINGYI_BASE_URL": "https://h", "PINGYI_DIR": "d", "PINGYI_KEYS_DIR": "k", "PINGYI_METRICS": "off",
		"PINGYI_BALLOTS_PER_SECOND": "3", "PINGYI_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
		"PINGYI_DROP": "x", "PINGYI_DROP_ENCODING": "gb18030,utf-8", "PINGYI_DROP_LINE_END": "none",
	}
	want := Config{Listen: "h:1", BaseURL: "https://h", Dir: "d", KeysDir: "k", Metrics: "off", BallotsPerSecond: 3, TrustedProxies: "10.0.0.0/8, ::1", Drop: "x", DropEncoding: "gb18030,utf-8", DropLineEnd: "none"}
	var file strings.Builder
	var flags []string
	for name, value := range values {
		file.WriteString(name + "=" + value + "\n")
		flags = append(flags, "-"+strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "PINGYI_")), "_", "-"), value)
	}
	for what, run := range map[string]func() (Config, error){
		"file":        func() (Config, error) { return settle(t, nil, file.String(), nil) },
		"environment": func() (Config, error) { return settle(t, nil, "", values) },
		"flags":       func() (Config, error) { return settle(t, flags, "", nil) },
	} {
		if got, err := run(); err != nil || got != want {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
	var help bytes.Buffer
	WriteHelp(&help, "zh")
	for name := range values {
		if !strings.Contains(help.String(), name) {
			t.Errorf("the help says nothing of %s", name)
		}
	}
}

func TestWrongSettingIsNamed(t *testing.T) {
	for what, c := range map[string]struct {
		file string
		env  map[string]string
		says []string
	}{
		"an unknown setting":                      {"PINGYI_LISTEN=h:1\nPINGYI_PORT=80\n", nil, []string{"PINGYI_PORT", "pingyi.conf"}},
		"a line without a value":                  {"# first\nPINGYI_LISTEN\n", nil, []string{"pingyi.conf:2", "NAME=VALUE"}},
		"an empty folder":                         {"", map[string]string{"PINGYI_DIR": ""}, []string{"dir"}},
		"metrics for everybody":                   {"", map[string]string{"PINGYI_METRICS": "all"}, []string{"metrics", "local or off"}},
		"a number in words":                       {"PINGYI_BALLOTS_PER_SECOND=ten\n", nil, []string{"ballots-per-second", "PINGYI_BALLOTS_PER_SECOND", "whole number", "ten"}},
		"half a ballot":                           {"", map[string]string{"PINGYI_BALLOTS_PER_SECOND": "0.5"}, []string{"ballots-per-second", "whole number"}},
		"fewer than no ballots":                   {"", map[string]string{"PINGYI_BALLOTS_PER_SECOND": "-1"}, []string{"ballots-per-second", "0 to"}},
		"a proxy by its name":                     {"", map[string]string{"PINGYI_TRUSTED_PROXIES": "127.0.0.1, proxy.gov.cn"}, []string{"trusted-proxies", "proxy.gov.cn"}},
		"a proxy in half a network":               {"", map[string]string{"PINGYI_TRUSTED_PROXIES": "10.0.0.0/33"}, []string{"trusted-proxies", "10.0.0.0/33"}},
		"an encoding of other files":              {"", map[string]string{"PINGYI_DROP_ENCODING": "big5"}, []string{"drop-encoding", "gb18030", "big5"}},
		"one of several encodings":                {"", map[string]string{"PINGYI_DROP_ENCODING": "utf-8, big5"}, []string{"drop-encoding", "gb18030", "got \"big5\""}},
		"a line end by its character":             {"", map[string]string{"PINGYI_DROP_LINE_END": "\r"}, []string{"drop-line-end", "crlf, lf"}},
		"a folder that is shared, among the data": {"", map[string]string{"PINGYI_DROP": "var/sessions/drop"}, []string{"drop", "-dir"}},
		"a folder that is shared, with the keys":  {"", map[string]string{"PINGYI_DROP": "k", "PINGYI_KEYS_DIR": "k"}, []string{"drop", "-keys-dir"}},
		"an address without a scheme":             {"", map[string]string{"PINGYI_BASE_URL": "vote.gov.cn"}, []string{"base-url", "vote.gov.cn"}},
	} {
		_, err := settle(t, nil, c.file, c.env)
		for _, part := range c.says {
			if err == nil || !strings.Contains(err.Error(), part) {
				t.Errorf("%s: the error %v does not say %q", what, err, part)
			}
		}
	}
	if _, err := settle(t, []string{"-config", filepath.Join(t.TempDir(), "none")}, "", nil); err == nil {
		t.Error("a file that is not there is no error")
	}
}

func TestBaseURLIsAnOriginAndNothingMore(t *testing.T) {
	for given, want := range map[string]string{
		"https://vote.gov.cn": "https://vote.gov.cn", "https://vote.gov.cn/": "https://vote.gov.cn", "http://10.0.0.5:8080": "http://10.0.0.5:8080",
		"HTTPS://Vote.Gov.CN": "https://vote.gov.cn", "http://[::1]:80": "http://[::1]:80", "": "",
	} {
		c := DefaultConfig()
		c.BaseURL = given
		if err := c.check(); err != nil || c.BaseURL != want {
			t.Errorf("%q becomes %q, %v", given, c.BaseURL, err)
		}
	}
	for _, bad := range []string{
		"vote.gov.cn", "//vote.gov.cn", "ftp://vote.gov.cn", "https://", "https://:80", "https://vote.gov.cn/path", "https://vote.gov.cn?a=b",
		"https://vote.gov.cn?", "https://vote.gov.cn#part", "https://user@vote.gov.cn", "https://vote gov.cn", "javascript:alert(1)", "https://vote.gov.cn/V#T",
	} {
		c := DefaultConfig()
		c.BaseURL = bad
		if err := c.check(); err == nil || !strings.Contains(err.Error(), "base-url") {
			t.Errorf("%q is taken as %q, %v", bad, c.BaseURL, err)
		}
	}
}

func TestKeysStandInTheDataFolderUnlessToldOtherwise(t *testing.T) {
	c := DefaultConfig()
	if err := c.check(); err != nil || c.KeysDir != filepath.Join("var", "keys") {
		t.Errorf("keys in %q, %v", c.KeysDir, err)
	}
	c = DefaultConfig()
	c.BallotsPerSecond = -1
	if err := c.check(); err == nil {
		t.Error("fewer than no ballots per second is taken")
	}
}
