// Package docs has no code. Its tests compare what the documents say with what
// the program is: links, the table of settings, the list of dependencies.
package docs
