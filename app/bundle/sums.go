package bundle

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Is reports whether a folder is a bundle, or was one before something was
// taken out of it.
func Is(path string) bool {
	for _, name := range []string{fileSums, fileSession, fileRecords} {
		if info, err := os.Stat(filepath.Join(path, name)); err == nil && info.Mode().IsRegular() {
			return true
		}
	}
	return false
}

// Sums compares every file with SHA256SUMS. It returns the SHA-256 of SHA256SUMS
// itself, the number of files, and what differs.
func Sums(path string) (sum string, files int, differences []string, err error) {
	body, err := os.ReadFile(filepath.Join(path, fileSums))
	if err != nil {
		return "", 0, nil, err
	}
	own := sha256.Sum256(body)
	want, err := parseSums(string(body))
	if err != nil {
		return "", 0, nil, err
	}
	listed := len(want)
	err = filepath.WalkDir(path, func(full string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(path, full)
		if err != nil {
			return err
		}
		if name = filepath.ToSlash(name); name == fileSums {
			return nil
		}
		if !entry.Type().IsRegular() {
			differences = append(differences, name+": is not a plain file")
			return nil
		}
		got, err := sumOf(full)
		switch said, there := want[name]; {
		case err != nil:
			return err
		case !there:
			differences = append(differences, name+": is not in "+fileSums)
		case said != got:
			differences = append(differences, fmt.Sprintf("%s: hashes to %s, %s says %s", name, got, fileSums, said))
		}
		delete(want, name)
		return nil
	})
	for name := range want {
		differences = append(differences, name+": is in "+fileSums+" and not in the folder")
	}
	return hex.EncodeToString(own[:]), listed, differences, err
}

func parseSums(text string) (map[string]string, error) {
	sums := make(map[string]string)
	scanner := bufio.NewScanner(strings.NewReader(text))
	for scanner.Scan() {
		if strings.HasPrefix(scanner.Text(), "#") {
			continue
		}
		sum, name, ok := strings.Cut(scanner.Text(), "  ")
		if _, twice := sums[name]; !ok || twice || len(sum) != 2*sha256.Size {
			return nil, fmt.Errorf("%s: cannot read the line %q", fileSums, scanner.Text())
		}
		sums[name] = sum
	}
	return sums, scanner.Err()
}

func sumOf(path string) (_ string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return "", err
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
