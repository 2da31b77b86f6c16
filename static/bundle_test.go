package static

import (
	"strings"
	"testing"
)

func sourcesOf(pairs ...string) map[string][]byte {
	sources := make(map[string][]byte)
	for i := 0; i < len(pairs); i += 2 {
		sources[pairs[i]] = []byte(pairs[i+1])
	}
	return sources
}

func TestModulesStandBeforeThoseThatNeedThem(t *testing.T) {
	got, err := bundle(sourcesOf(
		"a/main.js", "import { one } from './one.js';\nimport { two } from '../b/two.js';\n\n// says why\nconst x = one + two;\n",
		"a/one.js", "import { two } from '../b/two.js';\n/**\n * @param {number} a\n */\nexport const one = two;\n",
		"b/two.js", "export const two = /** @type {number} */ (2);\nexport function three() {\n  return 3;\n}\n",
	), "a/main.js")
	want := "const two=(2);function three(){return 3;}\nconst one=two;const x=one+two;"
	if err != nil || string(got) != want {
		t.Errorf("got %q, %v\nwant %q", got, err, want)
	}
}

func TestLinesMeetOnlyWhereNothingEndsWithThem(t *testing.T) {
	for line, want := range map[string]string{
		"x = 1;": "", "if (x) {": "", "f(": "", "const a = b,": "", "}": "\n", "x => x": "\n", "f(x); // says why;": "\n", "go('http://x');": "\n",
	} {
		if got := lineEnd(line); got != want {
			t.Errorf("%s ends with %q, want %q", line, got, want)
		}
	}
}

func TestTextsAndPatternsKeepTheirSpaces(t *testing.T) {
	for line, want := range map[string]string{
		`if (a === b && !c) say('one, two', x => { y(x); });`: `if(a===b&&!c)say('one, two',x=>{y(x);});`,
		`const [a, b] = [1 - 2, c ? ' ' : d];`:                `const [a,b]=[1 - 2,c?' ':d];`,
		`ask('/v/me', { a: b + 1 });`:                         `ask('/v/me',{a:b+1});`,
		`return { a, b };`:                                    `return{a,b};`,
		`text.replace(/ = /, ' ');`:                           `text.replace(/ = /, ' ');`,
		"say('it\\'s ( here )');":                             "say('it\\'s ( here )');",
	} {
		if got := withoutAir(line); got != want {
			t.Errorf("%s\n becomes %s\n    want %s", line, got, want)
		}
	}
}

func TestWhatCannotBeBundledIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		sources map[string][]byte
		want    string
	}{
		"a name declared twice": {sourcesOf("m.js", "import { b } from './b.js';\nconst a = b;\n", "b.js", "const a = 1;\nexport const b = a;\n"), "both declare a"},
		"a missing module":      {sourcesOf("m.js", "import { b } from './b.js';\n"), "no such module"},
		"a circle":              {sourcesOf("m.js", "import { b } from './b.js';\nexport const a = 1;\n", "b.js", "import { a } from './m.js';\nexport const b = 1;\n"), "by a detour"},
		"a default export":      {sourcesOf("m.js", "export default 1;\n"), "cannot bundle"},
		"a whole import":        {sourcesOf("m.js", "import * as b from './b.js';\n", "b.js", ""), "cannot bundle"},
	} {
		if _, err := bundle(c.sources, "m.js"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got error %v, want %q", name, err, c.want)
		}
	}
}

// The bundler works line by line and trims lines, so a text over several lines
// would be changed, and a renamed import would lose its name.
func TestThePhonesModulesKeepToTheForm(t *testing.T) {
	site := mustSite(t)
	script, _, _ := site.File(phoneScript)
	for _, forbidden := range []string{"`", "import ", "export ", "/**", " as ", "++", "+-"} {
		if strings.Contains(string(script), forbidden) {
			t.Errorf("%q is in the phone's script", forbidden)
		}
	}
}
