package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"pingyi/app"
)

// health asks a server and fails unless it can take votes; containers call it.
func health(ctx context.Context, args []string, c console) error {
	flags := flagSet("health", "[URL]", c)
	if err := flags.Parse(args); err != nil {
		return err
	}
	address := "http://" + app.DefaultConfig().Listen + "/healthz"
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
