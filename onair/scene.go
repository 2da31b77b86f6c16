package onair

// Scene names one graphic.
type Scene string

// The scenes. SceneAuto follows the rundown of the session.
const (
	SceneAuto      Scene = "auto"
	SceneStrap     Scene = "strap"      // 人名条
	SceneBug       Scene = "bug"        // 角标
	SceneJoin      Scene = "join-qr"    // 扫码参评
	SceneCountdown Scene = "countdown"  // 倒计时
	SceneTurnout   Scene = "turnout"    // 参评率
	SceneBars      Scene = "live-bars"  // 实时票数
	SceneScore     Scene = "score-card" // 得分卡
	SceneReveal    Scene = "reveal"     // 逐位揭晓
	SceneBoard     Scene = "board"      // 排行榜
	SceneVersus    Scene = "versus"     // 对照
	ScenePledge    Scene = "pledge"     // 承诺卡
	SceneVerdict   Scene = "verdict"    // 票决
	SceneDims      Scene = "dims"       // 多维评价
	SceneTen       Scene = "ten"        // 十佳十差
	SceneCrawl     Scene = "crawl"      // 滚动
	ScenePlate     Scene = "plate"      // 签发
	SceneLineup    Scene = "lineup"     // 测试卡
)

// Layer is where a scene lies. An output has one scene on each layer at most.
type Layer string

// The layers, from the bottom to the top. The mark of a rehearsal lies above all.
const (
	LayerFull   Layer = "full"   // the whole picture
	LayerSide   Layer = "side"   // a panel at the side
	LayerLower  Layer = "lower"  // the lower third
	LayerBug    Layer = "bug"    // a corner
	LayerTicker Layer = "ticker" // the lower edge
	LayerQR     Layer = "qr"     // the invitation
	LayerAlert  Layer = "alert"  // above everything: the line-up card
)

// Layers lists the layers from the bottom to the top.
func Layers() []Layer {
	return []Layer{LayerFull, LayerSide, LayerLower, LayerBug, LayerTicker, LayerQR, LayerAlert}
}

// Kind is what there is to know of a scene before it is cued.
type Kind struct {
	Scene  Scene   `json:"scene"`
	Layer  Layer   `json:"layer"`
	Evicts []Layer `json:"evicts"` // what goes out when it comes in, beside the scene of its own layer
}

// Kinds lists every scene that can be cued, in the order of a rundown.
func Kinds() []Kind {
	whole := []Layer{LayerSide, LayerLower, LayerQR}
	return []Kind{
		{SceneAuto, LayerLower, []Layer{LayerFull, LayerSide, LayerQR}},
		{SceneStrap, LayerLower, []Layer{LayerFull}},
		{SceneBug, LayerBug, nil},
		{SceneJoin, LayerQR, []Layer{LayerFull, LayerLower}},
		{SceneCountdown, LayerLower, []Layer{LayerFull}},
		{SceneTurnout, LayerSide, []Layer{LayerFull}},
		{SceneBars, LayerLower, []Layer{LayerFull, LayerSide, LayerQR}},
		{SceneScore, LayerLower, []Layer{LayerFull, LayerSide, LayerQR}},
		{SceneReveal, LayerFull, whole},
		{SceneBoard, LayerFull, whole},
		{SceneVersus, LayerFull, whole},
		{ScenePledge, LayerFull, whole},
		{SceneVerdict, LayerLower, []Layer{LayerFull, LayerSide, LayerQR}},
		{SceneDims, LayerFull, whole},
		{SceneTen, LayerFull, whole},
		{SceneCrawl, LayerTicker, nil},
		{ScenePlate, LayerFull, whole},
		{SceneLineup, LayerAlert, nil},
	}
}

// ousts are the scenes of other layers that go out when a scene comes in, where their layer need not: a
// countdown leaves room for the panel at the side, and what is taller does not, whichever came first.
func ousts(s Scene) []Scene {
	if s == SceneTurnout {
		return []Scene{SceneAuto, SceneBars, SceneScore, SceneVerdict}
	}
	return nil
}

// KindOf finds a scene, ok is false for one that does not exist.
func KindOf(s Scene) (kind Kind, ok bool) {
	for _, kind := range Kinds() {
		if kind.Scene == s {
			return kind, true
		}
	}
	return Kind{}, false
}
