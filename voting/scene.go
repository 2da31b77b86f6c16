package voting

// Scene names a picture of the hall and overlay screens.
type Scene string

// The scenes of this version. SceneAuto follows the rundown.
const (
	SceneAuto      Scene = "auto"
	SceneBlank     Scene = "blank"
	SceneJoin      Scene = "join-qr"
	SceneCountdown Scene = "countdown"
	SceneBars      Scene = "live-bars"
	SceneScore     Scene = "score-card"
	SceneBoard     Scene = "board"
)

// Scenes lists every scene that can be cued.
func Scenes() []Scene {
	return []Scene{SceneAuto, SceneBlank, SceneJoin, SceneCountdown, SceneBars, SceneScore, SceneBoard}
}

func (s Scene) known() bool {
	for _, scene := range Scenes() {
		if s == scene {
			return true
		}
	}
	return false
}
