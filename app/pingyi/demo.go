package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"pingyi/app"
	"pingyi/app/rehearse"
	"pingyi/data/sample"
)

// demo runs a whole evening in rehearsal, with simulated representatives, for
// people to watch and to join.
func demo(ctx context.Context, args []string, c console) (err error) {
	flags := flagSet("demo", "[flags]", c)
	show := rehearse.Show{Spare: 5}
	flags.IntVar(&show.Seconds, "seconds", 12, "voting time of an item")
	flags.IntVar(&show.Pause, "pause", 4, "seconds on stage, and between close and reveal")
	flags.Uint64Var(&show.Seed, "seed", 1, "habits of the simulated hall")
	cfg := app.DefaultConfig()
	flags.StringVar(&cfg.Listen, "listen", cfg.Listen, "host:port to listen on; 0.0.0.0:8080 lets phones of the same network in")
	flags.StringVar(&cfg.BaseURL, "base-url", "", "address on the cards; empty: http:// and the listening address")
	if err := flags.Parse(args); err != nil {
		return err
	}
	folder, err := fs.Sub(sample.Windows, "windows")
	if err != nil {
		return err
	}
	scenario, err := rehearse.Load("windows", folder, "")
	if err != nil {
		return err
	}
	server, err := newEmbedded(cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(server.dir)) }()
	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- server.app.Run(serving) }()
	defer func() { stop(); err = errors.Join(err, <-served) }()
	if err := perform(ctx, server, scenario, show, c); err != nil && ctx.Err() == nil {
		return err
	}
	return nil
}

func perform(ctx context.Context, server *embedded, s rehearse.Scenario, show rehearse.Show, c console) error {
	desk, err := server.logIn()
	if err != nil {
		return err
	}
	crowd, spare, err := rehearse.Gather(ctx, desk, "http://"+server.app.Addr(), s, show, c.err)
	if err != nil {
		return err
	}
	screens, err := server.app.ScreenToken(desk.Session())
	if err != nil {
		return err
	}
	base := server.app.BaseURL()
	fmt.Fprintf(c.out, "\n演练 REHEARSAL: every name is invented, nothing here is a result\n\n")
	fmt.Fprintf(c.out, "组织台 desk     %s/desk/s/%s   name %s, password %s\n", base, desk.Session(), embeddedName, server.password)
	fmt.Fprintf(c.out, "会场屏 hall     %s/screen/hall#%s\n", base, screens)
	fmt.Fprintf(c.out, "字幕层 overlay  %s/screen/overlay#%s\n", base, screens)
	for _, card := range spare {
		fmt.Fprintf(c.out, "手机 phone      %s/V#%s   card %s, %s\n", base, card.Token, card.Number, card.Category)
	}
	fmt.Fprintf(c.out, "\nTake one of the cards above and join in. Ctrl-C ends the evening.\n\n")
	if err := crowd.Perform(ctx, c.out); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "the rundown is over; the server goes on until Ctrl-C")
	<-ctx.Done()
	return nil
}
