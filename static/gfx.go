package static

import (
	"encoding/json"
	"fmt"
	"strings"
)

// gfxScript is the one script of an output's page.
const gfxScript = "gfx/gfx.js"

// bundleGfx adds the script of an output. It is wrapped up, so that it declares
// nothing on the page of a host that loads it, and it carries the sentences of
// every language: which one an output speaks is said by its frames.
func bundleGfx(sources map[string][]byte) error {
	words, err := gfxSentences(sources)
	if err != nil {
		return err
	}
	sources["gfx/sentences.js"] = append(append([]byte("export const sentences = "), words...), ";\n"...)
	script, err := bundle(sources, "gfx/start.js")
	if err != nil {
		return fmt.Errorf("bundle the script of an output: %w", err)
	}
	sources[gfxScript] = []byte("(()=>{'use strict';\n" + string(script) + "\n})();\n")
	return nil
}

// gfxSentences gives the sentences of the pictures by language and key, as JSON.
func gfxSentences(sources map[string][]byte) ([]byte, error) {
	all := make(map[string]map[string]string)
	for _, lang := range Languages() {
		var list map[string]string
		if err := json.Unmarshal(sources["words/gfx."+lang+".json"], &list); err != nil {
			return nil, fmt.Errorf("read the words of the pictures: %w", err)
		}
		all[lang] = make(map[string]string)
		for key, text := range list {
			all[lang][strings.TrimPrefix(key, "gfx.")] = text
		}
	}
	return json.Marshal(all)
}
