package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"pingyi/data"
)

// openLog opens a log to read it, and says what is wrong with the name before
// anything is made of the contents.
func openLog(path string) (*data.SQLite, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such file", path)
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s: is a folder; want the log.db in the folder of a session", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: is not a file", path)
	case info.Size() == 0:
		return nil, fmt.Errorf("%s: is empty", path)
	}
	log, err := data.OpenSQLite(data.SQLiteConfig{Path: path, ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	// A file of something else is not a damaged log.
	for sign, what := range map[string]string{
		"file is not a database": "is not a log: it does not begin as an SQLite database",
		"no such table: segment": "is an SQLite database, but not the log of a session",
	} {
		if damage := log.Damage(); damage != nil && log.Head().Size == 0 && strings.Contains(damage.Error(), sign) {
			return nil, errors.Join(fmt.Errorf("%s: %s", path, what), log.Close())
		}
	}
	return log, nil
}
