//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"pingyi/app/bench"
)

// runBench measures. The servers that it measures are this program again, as
// `bench server KIND`, which is for nobody else.
func runBench(ctx context.Context, args []string, c console) error {
	if len(args) > 0 && args[0] == "server" {
		return bench.Serve(args[1:], c.in, c.out)
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find own program: %w", err)
	}
	cfg := bench.Config{Out: c.out, Lang: c.lang, Server: func(ctx context.Context, args ...string) *exec.Cmd {
		return exec.CommandContext(ctx, self, append([]string{"bench", "server"}, args...)...)
	}}
	flags := flagSet("bench", benchArgs, c)
	flags.BoolVar(&cfg.Small, "small", false, "")
	flags.StringVar(&cfg.Only, "only", "", strings.Join(bench.Parts(), ", "))
	flags.Float64Var(&cfg.Seconds, "seconds", 0, "")
	flags.IntVar(&cfg.Records, "records", 0, "")
	flags.StringVar(&cfg.Dir, "dir", "", "")
	flags.StringVar(&cfg.Profile, "profile", "", "")
	strict := flags.Bool("strict", false, "")
	if err := parse(flags, args); err != nil {
		return err
	}
	missed, err := bench.Run(ctx, cfg)
	if err == nil && *strict && missed > 0 {
		err = fmt.Errorf("targets missed: %d", missed)
	}
	return err
}
