// Package recount counts a log a second time, in another way than the rules do:
// cards and ballots one by one in plain tables, scores as one common fraction
// of whole numbers that are divided as at school, places by comparing every
// unit with every other. It shares with the rules how a record is read and
// nothing else, so that what both find equal is not the mistake of one of them.
package recount
