package desk

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"pingyi/app/web"
	"pingyi/display"
	"pingyi/voting"
)

// versionUnknown answers an address that asks for a version which is not there.
var versionUnknown = web.Problem{Status: fiber.StatusNotFound, Code: "version-unknown"}

// askedVersion is what an address says of the version that it wants.
func askedVersion(c *fiber.Ctx) string { return strings.Clone(c.Query("version")) }

// versionOf finds the version that was asked for: by its number, "last" for the
// newest whatever its phase, and else the one that the screens show. It is nil when
// there is no such version.
func versionOf(state *voting.State, asked string) *voting.Version {
	switch asked {
	case "":
		return state.ShownVersion()
	case "last":
		return state.LastVersion()
	}
	number, err := strconv.Atoi(asked)
	if err != nil {
		return nil
	}
	return state.Version(number)
}

// versionView says of a page which version of the result it shows.
type versionView struct {
	Shown    int                // number of the version on the page
	Phase    voting.ResultPhase // of it
	Released int                // the version that screens and outputs have
	Versions []display.VersionLine

	given bool // the address names the version
}

func newVersionView(state *voting.State, v *voting.Version, asked string) versionView {
	last := state.Versions[len(state.Versions)-1].Number
	return versionView{
		Shown: v.Number, Phase: v.Phase(), Released: state.ShownVersion().Number, Versions: display.VersionsOf(state, last), given: asked != "",
	}
}

// Named is the version for an address: its number where it was asked for by one.
func (v versionView) Named() int {
	if !v.given {
		return 0
	}
	return v.Shown
}

// Query is the end of an address that keeps to the version.
func (v versionView) Query() string {
	if !v.given {
		return ""
	}
	return "?version=" + strconv.Itoa(v.Shown)
}
