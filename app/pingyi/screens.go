package main

import (
	"fmt"
	"io"
	"os"

	"pingyi/app"
	"pingyi/app/studio"
	"pingyi/onair"
	"pingyi/voting"
)

// screensOf names the wall and what is laid over pictures. They show by themselves whichever session
// is published next.
func screensOf(server *app.App, rehearsal bool) string {
	wall, over := server.Studio().Screens(rehearsal)
	return fmt.Sprintf("  会场屏 hall     %s\n  叠加层 overlay  %s\n", wall.Address, over.Address)
}

// onAir has the preview follow a demonstration as the walls do. It is a rehearsal, so it does not go
// to the program.
func onAir(server *app.App, session string) error {
	_, over := server.Studio().Screens(true)
	if over.Address == "" {
		return nil
	}
	return server.Studio().Show(voting.SessionID(session), over.Output.Name, studio.Person{Name: embeddedName, Role: voting.Role(onair.Organizer)})
}

// onTerminal reports whether somebody reads as it is written. What an address lets in with is for
// people, and not for the file in which a server's output is kept.
func onTerminal(out io.Writer) bool {
	if r, is := out.(reader); is {
		out = r.Writer
	}
	file, is := out.(*os.File)
	if !is {
		return false
	}
	about, err := file.Stat()
	return err == nil && about.Mode()&os.ModeCharDevice != 0
}
