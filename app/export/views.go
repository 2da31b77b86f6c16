package export

import "strings"

// view is an answer to a question that is often asked. r is the table that gives
// the marks; shares are for reading, and computed by SQLite.
type view struct{ name, sql string }

func views() []view {
	return []view{
		{"ranking", `SELECT {mark}r.rank, r.unit, r.name, r.class, r.rank_in_class, r.score_text AS score, c.ballots, c.expected
FROM result r JOIN counts c ON c.unit = r.unit
ORDER BY r.rank IS NULL, r.rank, r.rowid`},
		{"best_of_class", `SELECT {mark}r.class, r.unit, r.name, r.score_text AS score
FROM result r WHERE r.rank_in_class = 1
ORDER BY r.class, r.rank, r.rowid`},
		{"grade_shares", `SELECT {mark}r.unit, u.name, r.grade_no, r.grade, r.count,
  round(100.0 * r.count / nullif(sum(r.count) OVER (PARTITION BY r.unit), 0), 2) AS percent
FROM grade_counts r JOIN counts u ON u.unit = r.unit
ORDER BY r.rowid`},
		{"opinion_shares", `SELECT {mark}r.unit, u.name, r.grade_no, r.grade, r.count,
  round(100.0 * r.count / nullif(sum(r.count) OVER (PARTITION BY r.unit), 0), 2) AS percent
FROM grade_counts r JOIN grades g ON g.grade_no = r.grade_no AND g.in_base = 1 JOIN counts u ON u.unit = r.unit
ORDER BY r.rowid`},
		{"tick_shares", `SELECT {mark}r.unit, u.name, r.list_no, r.list, r.ticks, round(100.0 * r.ticks / nullif(u.valid, 0), 2) AS percent
FROM ticks r JOIN counts u ON u.unit = r.unit
ORDER BY r.list_no, r.ticks DESC, r.rowid`},
		{"category_shares", `SELECT {mark}r.unit, u.name, r.category, r.grade_no, r.grade, r.count,
  round(100.0 * r.count / nullif(sum(r.count) OVER (PARTITION BY r.unit, r.category), 0), 2) AS percent
FROM category_counts r JOIN counts u ON u.unit = r.unit
ORDER BY r.rowid`},
		{"criterion_ranking", `SELECT {mark}r.criterion, r.label, rank() OVER (PARTITION BY r.criterion ORDER BY r.score DESC) AS rank, r.unit, r.name, r.score_text AS score
FROM criteria r WHERE r.score IS NOT NULL
ORDER BY r.criterion, rank, r.rowid`},
		{"participation", `SELECT {mark}r.unit, r.name, r.ballots, r.expected, (10000 * r.ballots / nullif(r.expected, 0)) / 100.0 AS percent
FROM counts r ORDER BY r.rowid`},
		{"turnout_shares", `SELECT {mark}r.category, r.seats, r.issued, r.checked_in, (10000 * r.checked_in / nullif(r.issued, 0)) / 100.0 AS percent
FROM turnout r ORDER BY r.rowid`},
	}
}

// sql is the statement that makes a view, with a comment on what it answers.
func (s Set) sql(v view) string {
	marks := ""
	for _, m := range s.marks {
		marks += "r." + m.column + ", "
	}
	return "CREATE VIEW " + v.name + " AS -- " + oneLine(s.words.of("view."+v.name)) + "\n" + strings.ReplaceAll(v.sql, "{mark}", marks)
}

// aboutViews adds the views to the table that says what there is.
func (s Set) aboutViews(about *Table) {
	b := builder{words: s.words, marks: s.marks}
	for _, v := range views() {
		b.row(about, text(v.name), text(""), text(""), text(s.words.of("view."+v.name)))
	}
}

// Views lists the views of the database with what each answers.
func (s Set) Views() [][2]string {
	var all [][2]string
	for _, v := range views() {
		all = append(all, [2]string{v.name, s.words.of("view." + v.name)})
	}
	return all
}
