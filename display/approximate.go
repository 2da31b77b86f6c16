package display

import (
	"math/big"
	"strings"
)

// Approximate writes a figure that no step has rounded, such as "5086/63", as people read
// one, on a wall, a page and paper alike: "≈80.73". Whatever else is printed stays as it is.
func Approximate(text string) string {
	if exact, ok := new(big.Rat).SetString(text); ok && strings.Contains(text, "/") {
		return "≈" + exact.FloatString(2)
	}
	return text
}
