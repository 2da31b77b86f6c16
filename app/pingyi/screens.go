package main

import (
	"io"
	"os"

	"pingyi/app"
	"pingyi/app/studio"
	"pingyi/onair"
	"pingyi/voting"
)

// tellScreens names the wall and what is laid over pictures. They show by themselves whichever session
// is published next.
func tellScreens(server *app.App, rehearsal bool, c console) {
	wall, over := server.Studio().Screens(rehearsal)
	c.tell("screens", "hall", wall.Address, "overlay", over.Address)
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
