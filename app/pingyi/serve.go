package main

import (
	"context"
	"log/slog"
	"os"

	"pingyi/app"
	"pingyi/app/desk"
)

const serveArgs = "[-lang zh|en] [flags]"

// serve runs the server until it is told to stop.
func serve(ctx context.Context, args []string, c console) error {
	flags := flagSet("serve", serveArgs, c)
	cfg := app.DefaultConfig()
	file := cfg.Flags(flags)
	if err := parse(flags, args); err != nil {
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
	c.tell("serve.at", "base", server.BaseURL())
	if onTerminal(c.out) {
		c.tell("serve.screens")
		tellScreens(server, false, c)
	} else {
		c.tell("serve.outputs", "base", server.BaseURL())
	}
	if cfg.BaseURL == "" {
		c.tell("serve.no-base", "base", server.BaseURL())
	}
	accounts, err := desk.OpenAccounts(cfg.Dir)
	if err != nil {
		return err
	}
	if accounts.Empty() {
		c.tell("serve.nobody", "dir", cfg.Dir)
	}
	return server.Run(ctx)
}
