// Package chart draws the pictures of a result as SVG: shares of grades, ranked
// dots, dots by criterion, turnout, and ranked lists with a cut.
//
// A picture is drawn from plain values and knows nothing of a session: what may
// not be shown is not handed in. The same values give the same bytes. All that is
// decided is decided in whole numbers, hundredths of a point or of a percent, and
// what stands beside a bar is the text that was handed in, so that a picture cannot
// round another way than the table beside it.
//
// Across, a picture stretches: every place is a percentage, every letter has its
// own size, and nothing is scaled. It reads alike in a column of 320 pixels on a
// phone and in half a page of A4. Down, it is cut into panels that fit on a page,
// each with its own scale; a page lays them side by side. Colours, sizes and the
// patterns for paper are in static/shared/chart.css.
//
// Every picture comes with a table that says the same in words and numbers.
package chart
