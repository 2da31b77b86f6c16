// Package card makes the credentials behind the QR codes: tokens, the
// identifiers by which the log knows them, their printed numbers, and the
// sheets on which they are printed.
//
// Nothing of a card is stored but one key of the session. Token and identifier
// of card n are keyed hashes, so a lost database shows neither, and once the key
// is shredded nobody can tell which number a card in the log had.
package card
