package onair

// FirstOutputs are those of a new server, under the eyes of an engineer who has nothing to set up
// yet: program and preview for a switcher, walls that follow the rundown by themselves, and a
// screen for the scrutineers.
func FirstOutputs() []Output {
	output := func(name Name, title string, class Class, ground Ground, theme string) Output {
		return Output{
			Name: name, Title: title, Class: class, Ground: ground, Theme: theme, Lang: "zh-CN", Width: 1920, Height: 1080, Rate: 50,
		}
	}
	program := output("pgm", "播出 PGM", Public, Transparent, "blue")
	program.Program = true
	return []Output{
		program,
		output("pvw", "预监 PVW", Preview, Transparent, "blue"),
		output("hall", "会场大屏", Public, Full, "dark"),
		output("stage", "主持人监视器", Public, Full, "contrast"),
		output("lobby", "大堂屏", Public, Full, "blue"),
		output("sealed", "监票屏", Sealed, Full, "contrast"),
	}
}

// First gives the commands by which a new room gets its outputs.
func First(at int64) []Command {
	act := Act{Role: OfServer, At: at}
	var all []Command
	for _, o := range FirstOutputs() {
		all = append(all, SetOutput{Act: act, Output: o})
	}
	return append(all, PutCue{Act: act, On: []Name{"hall", "stage", "lobby"}, Cue: Cue{Scene: SceneAuto}})
}
