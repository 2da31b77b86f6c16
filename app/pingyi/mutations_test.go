package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pingyi/display"
)

// mutation is one thing otherwise in a result.
type mutation struct {
	name string // what became of which member, by names that people find it by
	body []byte
}

// mutations makes of a result everything that may be otherwise in it: each member at every
// depth changed, dropped, or with a stranger beside it; each list with an entry less, twice,
// in another order, or with a stranger. Of members of one name the first is enough.
func mutations(t *testing.T, body []byte) []mutation {
	t.Helper()
	m := &mutator{t: t, root: decoded(t, body), made: make(map[string]bool)}
	m.walk(m.root, "", reflect.TypeFor[display.Results](), func(any) {})
	return m.all
}

type mutator struct {
	t    *testing.T
	root any
	made map[string]bool
	all  []mutation
}

// add writes the result as it is now.
func (m *mutator) add(name string) {
	if name = strings.TrimSpace(name); m.made[name] {
		return
	}
	text, err := json.Marshal(m.root)
	if err != nil {
		m.t.Fatal(err)
	}
	m.made[name], m.all = true, append(m.all, mutation{name, text})
}

// walk goes through a value of the type that it is written from; put puts another in its place.
func (m *mutator) walk(value any, name string, from reflect.Type, put func(any)) {
	if from != nil && from.Kind() == reflect.Pointer {
		from = from.Elem()
	}
	switch value := value.(type) {
	case map[string]any:
		m.object(value, name, from)
	case []any:
		m.list(value, name, from, put)
	default:
		put(otherwise(value))
		m.add(name + " changed")
		put(value)
	}
}

func (m *mutator) object(object map[string]any, name string, from reflect.Type) {
	try := func(what, key string, change func()) {
		before, there := object[key]
		change()
		m.add(name + " " + what)
		if delete(object, key); there {
			object[key] = before
		}
	}
	for _, key := range sortedKeys(object) {
		at := key
		if strings.HasSuffix(name, "counts") {
			at = "*"
		}
		try(at+" dropped", key, func() { delete(object, key) })
		m.walk(object[key], strings.TrimSpace(name+" "+at), memberType(from, key), func(v any) { object[key] = v })
	}
	try("and a stranger", "stranger", func() { object["stranger"] = stranger(memberType(from, "")) })
	known := memberTypes(from)
	for _, key := range slices.Sorted(maps.Keys(known)) {
		if _, there := object[key]; !there {
			try(key+" added", key, func() { object[key] = stranger(known[key]) })
		}
	}
}

func (m *mutator) list(list []any, name string, from reflect.Type, put func(any)) {
	var of reflect.Type
	if from != nil && from.Kind() == reflect.Slice {
		of = from.Elem()
	}
	try := func(what string, changed []any) {
		put(changed)
		m.add(name + " " + what)
		put(list)
	}
	for i, entry := range list {
		at := fmt.Sprintf("%s #%s", name, entryName(name, entry))
		try(entryName(name, entry)+" dropped", slices.Delete(slices.Clone(list), i, i+1))
		try(entryName(name, entry)+" twice", slices.Insert(slices.Clone(list), i, entry))
		try(entryName(name, entry)+" twice, at the end", append(slices.Clone(list), entry))
		m.walk(entry, at, of, func(v any) { list[i] = v })
		if i > 0 && !reflect.DeepEqual(entry, list[i-1]) {
			swapped := slices.Clone(list)
			swapped[i], swapped[i-1] = list[i-1], entry
			try("in another order", swapped)
		}
	}
	try("and a stranger", append(slices.Clone(list), stranger(of)))
}

// entryName tells entries apart that are of different kinds.
func entryName(list string, entry any) string {
	fields, _ := entry.(map[string]any)
	switch {
	case strings.HasSuffix(list, "named"):
		return fmt.Sprint(fields["name"])
	case strings.HasSuffix(list, "selections"):
		return fmt.Sprint(fields["result"])
	case fields["hidden"] == true:
		return "hidden"
	}
	return ""
}

func memberTypes(t reflect.Type) map[string]reflect.Type {
	all := make(map[string]reflect.Type)
	if t == nil || t.Kind() != reflect.Struct {
		return all
	}
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Anonymous && name == "" {
			maps.Copy(all, memberTypes(field.Type))
		} else if name != "-" {
			all[name] = field.Type
		}
	}
	return all
}

func memberType(t reflect.Type, key string) reflect.Type {
	if t != nil && t.Kind() == reflect.Map {
		return t.Elem()
	}
	return memberTypes(t)[key]
}

// stranger is a value of a type that says something.
func stranger(t reflect.Type) any {
	if t == nil {
		return "x"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return stranger(t.Elem())
	case reflect.Slice:
		return []any{stranger(t.Elem())}
	case reflect.Map:
		return map[string]any{"x": stranger(t.Elem())}
	case reflect.Bool:
		return true
	case reflect.Struct:
		object := make(map[string]any)
		for key, below := range memberTypes(t) {
			object[key] = stranger(below)
		}
		return object
	case reflect.String:
		return "x"
	}
	return json.Number("1")
}
