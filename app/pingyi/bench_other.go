//go:build !linux

package main

import (
	"context"
	"errors"
)

func runBench(context.Context, []string, console) error {
	return errors.New("measuring needs Linux: it reads processor time and memory from /proc and holds sockets by epoll")
}
