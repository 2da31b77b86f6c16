package app

import (
	"pingyi/app/desk"
	"pingyi/app/studio"
	"pingyi/onair"
	"pingyi/voting"
)

// room is the control room as the desk asks it: the surfaces do not know each other. It opens after
// the desk.
type room struct{ *App }

// Screens implements desk.Room.
func (r room) Screens(session voting.SessionID, rehearsal bool) []desk.Screen {
	wall, over := r.studio.Screens(rehearsal)
	var all []desk.Screen
	for i, screen := range []studio.Screen{wall, over} {
		if screen.Address != "" {
			kind := []string{"hall", "overlay"}[i]
			all = append(all, desk.Screen{Kind: kind, Output: string(screen.Output.Name), Address: screen.Address, Here: screen.Shown == session})
		}
	}
	return all
}

// Show implements desk.Room.
func (r room) Show(session voting.SessionID, output, name string, role desk.Role) error {
	return studio.Problem(r.studio.Show(session, onair.Name(output), studio.Person{Name: name, Role: role}))
}

// Begin implements desk.Room.
func (r room) Begin(session voting.SessionID, staged bool) { r.studio.Begin(session, staged) }
