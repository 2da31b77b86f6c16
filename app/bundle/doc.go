// Package bundle writes and reads the audit bundle of a session (审计包): a
// folder of plain files by which anyone can check the session offline, years
// later and without this program. docs/BUNDLE.md is the format; README.txt
// inside the folder says it again in short.
//
// There are two kinds. The scrutineers' has every record, so that everything
// can be counted again; whoever has it and also a voter's receipt can read that
// ballot. The public's gives of every record that could tell on somebody the
// leaf hash alone: receipts and checkpoints can be checked against it, and
// nothing can be counted.
package bundle
