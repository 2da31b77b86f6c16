package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"pingyi/app"
	"pingyi/app/desk"
)

const serveArgs = "[flags]"

// serve runs the server until it is told to stop.
func serve(ctx context.Context, args []string, c console) error {
	flags := flagSet("serve", serveArgs, c)
	cfg := app.DefaultConfig()
	file := cfg.Flags(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := cfg.Complete(flags, *file, os.LookupEnv); err != nil {
		return err
	}
	logger := slog.New(slog.NewJSONHandler(c.err, nil))
	app.SpareProcessors()
	server, err := app.New(cfg, logger)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "组织台 desk    %s/desk\n手机 phones    %s/v\n", server.BaseURL(), server.BaseURL())
	if onTerminal(c.out) {
		fmt.Fprintf(c.out, "these follow what is published, and what stands behind # lets in:\n%s", screensOf(server, false))
	} else {
		fmt.Fprintf(c.out, "大屏 screens  %s/desk/director/outputs\n", server.BaseURL())
	}
	if cfg.BaseURL == "" {
		fmt.Fprintf(c.out, "without -base-url the cards carry %s; give the address that phones will open, before cards are printed\n", server.BaseURL())
	}
	accounts, err := desk.OpenAccounts(cfg.Dir)
	if err != nil {
		return err
	}
	if accounts.Empty() {
		fmt.Fprintf(c.out, "nobody can log in yet: pingyi account -dir %s NAME organizer\n", cfg.Dir)
	}
	return server.Run(ctx)
}
