package bundle

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Fault says in a sentence why a text of JSON could not be read: what is not whole, and what stands
// where another thing should.
func Fault(err error) error {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the text ends too early")
	case errors.As(err, &kind):
		return fmt.Errorf("there is a %s at %s, where another thing belongs", kind.Value, kind.Field)
	}
	return err
}
