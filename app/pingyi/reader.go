package main

import (
	"errors"
	"io"
	"syscall"
)

// reader is who reads what a command prints. When nobody does any more, as
// behind "| head", the command ends as it does on Ctrl-C: a demonstration takes
// its folder with it, keys and all.
type reader struct {
	io.Writer
	left func()
}

func (r reader) Write(p []byte) (int, error) {
	n, err := r.Writer.Write(p)
	if errors.Is(err, syscall.EPIPE) {
		r.left()
	}
	return n, err
}
