package desk

import (
	"errors"
	"io"
	"net"
	"testing"
)

var errTorn = errors.New("torn")

// A download that fails must not look like one that is whole: whoever reads it is
// told, and the server breaks the connection off.
func TestStreamThatFailsDoesNotEndAsIfItWereWhole(t *testing.T) {
	here, there := net.Pipe()
	defer here.Close()
	defer there.Close()
	done := make(chan bool, 1)
	s := newStream(here, func(w io.Writer) error {
		if _, err := w.Write([]byte("half")); err != nil {
			return err
		}
		return errTorn
	}, func() { done <- true })
	if body, err := io.ReadAll(s); string(body) != "half" || !errors.Is(err, errTorn) {
		t.Errorf("read %q, %v", body, err)
	}
	<-done
}

// A reader who goes away ends the writing, so that the next may have a bundle.
func TestStreamEndsWhenItsReaderGoes(t *testing.T) {
	here, there := net.Pipe()
	defer here.Close()
	defer there.Close()
	done, wrote := make(chan bool), make(chan error, 1)
	s := newStream(here, func(w io.Writer) error {
		for {
			if _, err := w.Write(make([]byte, 100)); err != nil {
				wrote <- err
				return err
			}
		}
	}, func() { close(done) })
	if _, err := s.Read(make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	<-done
	if err := <-wrote; !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("the writer ended with %v", err)
	}
}
