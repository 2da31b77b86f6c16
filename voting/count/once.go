package count

// once wants each name of a list once, or what each element has under a key: what is
// there twice would count twice, and nobody means that. What was accepted once counts
// as often as it stands there.
func (s *scope) once(list *node, key string) {
	if list.kind != '[' || s.all.kept {
		return
	}
	seen := make(map[string]bool)
	for _, n := range list.kids {
		if key != "" {
			n = n.get(key)
		}
		if n == nil || n.kind != 's' {
			continue
		}
		if seen[n.text] {
			s.wrong(n.place(), "Leave one out", "%q is there twice, and would count twice", n.text)
		}
		seen[n.text] = true
	}
}

// labelsOf wants some labels of an axis and gives their places, -1 where it has no such label.
func (s *scope) labelsOf(n *node, a *axis) (chosen []int) {
	for _, kid := range s.list(n, 1) {
		chosen = append(chosen, s.labelOf(kid, a))
	}
	s.once(n, "")
	return chosen
}
