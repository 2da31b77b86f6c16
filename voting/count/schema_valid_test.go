package count_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"pingyi/voting/count"
)

// editors is the schema as an editor reads it.
func editors(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile("../../docs/rulebook.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("rulebook.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("rulebook.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// byEditors is what an editor has against a text; nil where it is valid.
func byEditors(schema *jsonschema.Schema, text []byte) error {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(document)
}

// acceptedRulebooks are all that the repository has, by where each is: programmes, published results,
// scenarios, samples, the examples of steps, and what is near to a fault and is none. Those of
// version 1 are there as they are translated.
func acceptedRulebooks(t *testing.T) map[string][]byte {
	t.Helper()
	all := make(map[string][]byte)
	for _, pattern := range []string{"../programme/*/rulebook*.json", "../testdata/published/*/rulebook.json", "testdata/scenarios/*/rulebook.json", "../../data/sample/*/rulebook.json", "testdata/refused.json"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no rulebooks, %v", pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			book, err := count.ParseKept(text)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if book.Old() {
				text = book.Text()
			}
			all[file] = text
		}
	}
	for line, text := range changed(t, "testdata/accepted.txt") {
		all[line] = text
	}
	for name, e := range exampleRulebooks(t) {
		if e.problem == "" && !e.kept { // what was accepted once is not written anew
			all[name] = []byte(e.text())
		}
	}
	return all
}

// exampleRulebooks are those of the examples of steps.
func exampleRulebooks(t *testing.T) map[string]*script {
	t.Helper()
	all := make(map[string]*script)
	files, err := filepath.Glob("testdata/steps/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for _, e := range readExamples(t, file) {
			s := &script{t: t, json: make(map[string]string)}
			for _, line := range e.lines {
				s.read(line)
			}
			all[filepath.Base(file)+": "+e.name] = s
		}
	}
	return all
}

// TestEveryAcceptedRulebookIsValidByTheSchema: an editor finds no fault where the program finds none.
func TestEveryAcceptedRulebookIsValidByTheSchema(t *testing.T) {
	schema, all := editors(t), acceptedRulebooks(t)
	if len(all) < 180 {
		t.Errorf("only %d rulebooks", len(all))
	}
	for name, text := range all {
		if err := byEditors(schema, text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTheSchemaFindsWhatASchemaCanFind of the rulebooks that are refused. What it cannot, as it rests on
// what stands elsewhere in the rulebook, is in beyond_schema.golden, so that the list grows by nothing
// that could be found.
func TestTheSchemaFindsWhatASchemaCanFind(t *testing.T) {
	schema := editors(t)
	var beyond strings.Builder
	found, kinds := 0, 0
	for line, text := range changed(t, "testdata/refused.txt") {
		if kinds++; byEditors(schema, text) != nil {
			found++
			continue
		}
		beyond.WriteString(line + "\n")
	}
	golden(t, "testdata/beyond_schema.golden", fmt.Sprintf("# Of %d kinds of bad rulebooks the schema finds %d, and not these:\n%s", kinds, found, beyond.String()))
}
