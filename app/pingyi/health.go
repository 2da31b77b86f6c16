package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"pingyi/app"
)

const healthArgs = "[-lang zh|en] [-alive] [flags] [URL]"

// health asks the server that has the same settings, and fails unless it can
// take votes. A server that cannot is alive, and better off than one that is
// started again: containers ask with -alive.
func health(ctx context.Context, args []string, c console) error {
	flags := flagSet("health", healthArgs, c)
	alive := flags.Bool("alive", false, "")
	cfg := app.DefaultConfig()
	file := cfg.Flags(flags)
	if err := parse(flags, args); err != nil {
		return err
	}
	if err := cfg.Complete(flags, *file, os.LookupEnv); err != nil {
		return err
	}
	address := app.Here(cfg.Listen) + "/healthz"
	if *alive {
		address = app.Here(cfg.Listen) + "/livez"
	}
	if flags.NArg() > 0 {
		address = flags.Arg(0)
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 4096))
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, string(body))
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", address, response.Status)
	}
	return nil
}
