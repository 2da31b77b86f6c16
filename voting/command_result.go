package voting

// EnterFigures brings one imported table, the whole of it.
type EnterFigures struct {
	Act
	Table  string
	Source string
	Cells  []EnteredFigure
}

// EnterDecision brings the outcome of a fresh vote or of a draw among tied units.
type EnterDecision struct {
	Act
	Step   string
	Kind   string
	Where  []string // as the tie has it
	Order  []UnitID
	Level  [][]UnitID // those who stand together in the order and stay level
	Author string
	Record string
}

// VetoUnit takes a unit out of the result; Author is who decided it.
type VetoUnit struct {
	Act
	Unit   UnitID
	Author string
	Reason string
}

// LiftVeto takes a veto back.
type LiftVeto struct {
	Act
	Unit   UnitID
	Reason string
}

// ConfirmResult is the scrutineer's word that the result stands as it is. While
// something is outstanding it wants a reason.
type ConfirmResult struct {
	Act
	Reason string
}

// AnnounceResult releases the confirmed result to the outputs.
type AnnounceResult struct{ Act }

// StartNotice puts the announced result up for so many days, until the end of the
// last one (Unix seconds).
type StartNotice struct {
	Act
	Days  int
	Until int64
}

// CertifyResult makes the result final once its notice is over.
type CertifyResult struct{ Act }

// CorrectResult opens another version of a confirmed result.
type CorrectResult struct {
	Act
	Reason string
}

// AbandonCorrection ends a correction that was not announced.
type AbandonCorrection struct {
	Act
	Reason string
}

// SealResult fixes the signed checkpoint of what was done to the result last.
type SealResult struct {
	Act
	Seal Seal
}

func (EnterFigures) command()   {}
func (EnterDecision) command()  {}
func (VetoUnit) command()       {}
func (LiftVeto) command()       {}
func (ConfirmResult) command()  {}
func (AnnounceResult) command() {}
func (StartNotice) command()    {}
func (CertifyResult) command()  {}
func (CorrectResult) command()  {}

func (AbandonCorrection) command() {}
func (SealResult) command()        {}
