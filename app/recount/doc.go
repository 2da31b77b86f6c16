// Package recount counts a log a second time, in another way than the rules do:
// cards and ballots one by one in plain tables; scores that are chains of means as
// common fractions of whole numbers that are divided as at school; places by
// comparing every unit with every other, and with them the lists of the first and the
// last so many by a score. It shares with the rules how a record is
// read. Figures of other kinds it has the engine of the rules work out, on what was
// counted here, and says which: Figures. What both find equal is otherwise not the
// mistake of one of them.
package recount
