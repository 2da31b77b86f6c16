// Package programme holds the ready-made sessions: for each kind of appraisal
// what it is for, which lists it needs, a rulebook of version 2 and a rundown, in
// Chinese and English. Whoever starts from one brings units and a roster.
//
// A programme is data. Its folder has for each language two files:
//
//	zh-CN.json           name, purpose, files with their columns, parameters, rundown
//	rulebook.zh-CN.json  the rulebook, as `pingyi rulebook check` reads it
//
// A new one is a new folder and one line in Names. What organizers usually change
// is not spelt out for each programme: Read finds grades, criteria, categories,
// lists and the conduct of the vote in any rulebook, and Write puts them back,
// leaving all else as it stands. Only the few numbers that belong to one
// programme (how many are named, a target, a weight of parts) are listed in its
// file, by their path.
//
// The package counts nothing and knows no session. It promises what voting
// promises: no clock, no chance, no input or output but its own embedded files.
package programme
