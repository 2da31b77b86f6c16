package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
)

// summed puts files into a place and keeps what they hash to. After an error it
// does nothing more.
type summed struct {
	place place
	sums  []string // the lines of SHA256SUMS
	err   error
}

// fill writes one file.
func (s *summed) fill(name string, fill func(io.Writer) error) {
	if s.err != nil {
		return
	}
	sum := sha256.New()
	s.err = s.place.write(name, func(file io.Writer) error { return fill(io.MultiWriter(file, sum)) })
	s.sums = append(s.sums, fmt.Sprintf("%s  %s\n", hex.EncodeToString(sum.Sum(nil)), name))
}

func (s *summed) put(name string, body []byte) {
	s.fill(name, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

// finish writes the sums. It returns what they hash to.
func (s *summed) finish(rehearsal bool) (string, error) {
	slices.SortFunc(s.sums, func(a, b string) int { return strings.Compare(a[64:], b[64:]) })
	body := strings.Join(s.sums, "")
	if rehearsal {
		body = "# " + rehearsalMark + "\n" + body
	}
	s.put(fileSums, []byte(body))
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:]), s.err
}
