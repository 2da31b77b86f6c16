package main

import (
	"fmt"
	"strings"
	"time"

	"pingyi/onair"
	"pingyi/voting"
)

// onAir has the walls and the preview of the control room follow the demonstration, and lists
// their addresses. It is a rehearsal, so it does not go to the program.
func onAir(server *embedded, session string) (string, error) {
	shown := []onair.Name{"pvw", "hall", "stage", "lobby"}
	_, err := server.app.Studio().Do(onair.Tune{
		Act: onair.Act{By: embeddedName, Role: onair.Organizer, At: time.Now().UnixMilli()}, On: shown, Session: voting.SessionID(session),
	})
	if err != nil {
		return "", err
	}
	var lines strings.Builder
	for _, output := range server.app.Studio().Addresses() {
		fmt.Fprintf(&lines, "  输出 output     %s\n", output.Address)
	}
	return lines.String(), nil
}
