package count

// english are the names that the translation of version 1 gives to steps, tables and lists, which have none
// there, for readers of English. What an author has named is called as the author does.
func english() map[string]string {
	return map[string]string{
		"best": "Best", "worst": "Worst", // as the file and its ballots know the two lists
		"本项评价": "marks of the criterion", "类内平均": "mean of the category", "类别加权": "weighted over categories",
		"指标加权": "weighted over criteria", "承诺平均": "mean over pledges", "得分": "score", "类内名次": "rank in class", "总名次": "overall rank",
		"会场得分": "meeting score", "网络得票": "online votes", "网络得分": "online score",
		"十佳": "Ten best", "差评票": "worst ticks", "十差": "Ten worst",
	}
}

// NameIn is what readers of a language call a list, a step or a table of the rulebook, "en" or any other for
// Chinese: in version 2 as its author does. Version 1 has names for none of them.
func (b *Rulebook) NameIn(lang, name string) string {
	if !b.Old() {
		return name
	}
	if lang != "en" {
		return b.ListName(name)
	}
	if said := english()[name]; said != "" {
		return said
	}
	return name
}

// Meant is the list, step or table that readers of some language call so; any other word is itself.
func (b *Rulebook) Meant(said string) string {
	if b.Old() {
		for name, called := range english() {
			if called == said {
				return name
			}
		}
	}
	return said
}
