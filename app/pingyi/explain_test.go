package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// zipped packs a bundle as the desk sends it: an archive that holds its folder.
func zipped(t *testing.T, folder string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bundle.zip")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(file)
	if err := archive.AddFS(os.DirFS(filepath.Dir(folder))); err != nil {
		t.Fatal(err)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestExplainTellsTheSameFromWhereverTheRecordsAre: a server's folder, the folder of a
// session, its log, the scrutineers' bundle and its archive; in the words of the desk.
func TestExplainTellsTheSameFromWhereverTheRecordsAre(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	data := filepath.Dir(filepath.Dir(filepath.Dir(e.log)))
	folder := bundled(t, scrutineers, e.log)
	status, want, problems := say(t, "", "explain", "--of", "score W001", e.log)
	if status != 0 {
		t.Fatal(problems)
	}
	for _, text := range []string{"演练 REHEARSAL", "尚未公布 UNANNOUNCED", "怎么算的: ", " W001\n", "得分 ", "步，前面的数用在后面", "加权平均：(", "四舍五入，保留 2 位小数", "用到："} {
		if !strings.Contains(want, text) {
			t.Errorf("it does not say %q:\n%s", text, want)
		}
	}
	for _, from := range []string{data, filepath.Dir(e.log), folder, zipped(t, folder)} {
		if status, got, problems := say(t, "", "explain", from, "--of", "得分 W001"); status != 0 || got != want {
			t.Errorf("from %s: status %d, %s\n%s", from, status, problems, got)
		}
	}
	if _, english, _ := say(t, "", "explain", "--lang", "en", "--of", "rank W002", e.log); !strings.Contains(english, "How it is worked out: ") || !strings.Contains(english, "Units before it: ") {
		t.Errorf("in English it says\n%s", english)
	}
	_, place, _ := say(t, "", "explain", "--of", "rank W002", e.log)
	if status, got, problems := say(t, "", "explain", "--of", "名次 W002", e.log); status != 0 || got != place {
		t.Errorf("by the word of the desk: status %d, %s\n%s", status, problems, got)
	}
	session := filepath.Base(filepath.Dir(e.log))
	if status, got, _ := say(t, "", "explain", "--session", session, "--of", "score W001", data); status != 0 || got != want {
		t.Errorf("of session %s: status %d", session, status)
	}
}

// TestExplainSaysWhatMayBeAsked in the language that was asked for.
func TestExplainSaysWhatMayBeAsked(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	for _, c := range []struct {
		args   []string
		en, zh string
	}{
		{nil, `say with --of which figure: the name of a result and a unit, like --of "rank W001"; or what was counted, with a unit, a category, a grade and so on, all together without them, like --of "valid W001". What may be asked: rank (overall rank), rank in class, score, `, `例如 --of "rank W001"；或者所计的数，加上单位、代表类别、等次等，不写的就是合计，例如 --of "valid W001"。可以问的有：rank`},
		{[]string{"--of", "valid W001 好"}, `"好" says nothing here; beside the name may stand, in any order and each once, a unit, `, "看不懂“好”；除名称外可写单位、"},
		{[]string{"--of", "points W001"}, "write the name of a result; what may be asked: rank (overall rank)", "要写结果的名称"},
		{[]string{"--of", "rank W009"}, `"W009" is no unit; beside "rank" write a unit by its number or name, like: W001 `, "“W009”不是单位"},
		{[]string{"--of", "rank"}, `"rank" has a figure for each unit; write one beside it by its number or name, like: W001 `, "“rank”每个单位一个数，旁边要写单位的编号或名称，例如：W001 "},
		{[]string{"--of", "rank W001 速度"}, "the result has no such figure", "结果里没有这个数"},
		{[]string{"--of", "rank W001", "--version", "7"}, "--version 7: the result has 1", "--version 7：结果共有 1 版"},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			args := append(append([]string{"explain", "--lang", lang}, c.args...), e.log)
			if status, out, problems := say(t, "", args...); status != 1 || out != "" || !strings.Contains(problems, want) {
				t.Errorf("%v: status %d, printed %q, said %q, want %q", args, status, out, problems, want)
			}
		}
	}
	public := bundled(t, publics, e.log)
	swap(t, public, "README.txt", "a", "b")
	if status, _, problems := say(t, "", "explain", "--lang", "en", "--of", "rank W001", public); status != 1 || !strings.Contains(problems, "this is not the bundle that was written") {
		t.Errorf("of a bundle that was changed: status %d, %s", status, problems)
	}
}

// TestExplainNamesTheFiguresThereAre to who asks for one that there is not: those that are
// written almost like it first, and no more than one reads.
func TestExplainNamesTheFiguresThereAre(t *testing.T) {
	t.Parallel()
	log := chosenLog(t, "10")
	for asked, want := range map[string]string{
		"rank in class B01": "--of \"rank in class B01\": \"in class B01\" is no unit; ",
		"scor B07":          "of the figures there are (1098), those written most like it: score B07, ",
		"十家 B07":            "those written most like it: ten best B07, ",
		"rank B07 速度":       "the result has no such figure; a unit that is not confirmed has none\nof the figures there are (1098), those written most like it: rank B07, ",
	} {
		status, _, problems := say(t, "", "explain", "--lang", "en", "--of", asked, log)
		_, named, _ := strings.Cut(problems, "most like it: ")
		if n := len(strings.Split(named, ", ")); status != 1 || !strings.Contains(problems, want) || n != 20 {
			t.Errorf("%s: status %d, %d figures, want %q in\n%s", asked, status, n, want, problems)
		}
	}
	if _, _, problems := say(t, "", "explain", "--of", "rank in class B01", log); !strings.Contains(problems, "现有 1098 个数，写法最接近的：") || !strings.Contains(problems, "rank B01") {
		t.Errorf("in Chinese: %s", problems)
	}
}

// TestExplainTellsWhyAUnitIsOnAList, why it is not, and why it could not be.
func TestExplainTellsWhyAUnitIsOnAList(t *testing.T) {
	t.Parallel()
	log := chosenLog(t, "10")
	for figure, want := range map[string]string{
		"十佳 B01":       "十佳 在名单上",
		"ten best B02": "未进入前 10 名：在可列入的单位中排第 ",
		"十差 B01":       "不能列入：已列入“十佳”",
		"next 十佳":      "可列入而未列入的有 ",
		"名单外第一名 十差":    "可列入而未列入的有 ",
	} {
		if _, out, problems := say(t, "", "explain", "--of", figure, log); !strings.Contains(out, want) {
			t.Errorf("%s: want %q\n%s%s", figure, want, out, problems)
		}
	}
	if _, out, _ := say(t, "", "explain", "--lang", "en", "--of", "Ten worst B01", log); !strings.Contains(out, "Ten worst not on the list") || !strings.Contains(out, "Not considered: it is on Ten best") {
		t.Errorf("in English it says\n%s", out)
	}
}

// TestExplainTellsWhatWasCounted by the words of the desk, in either language: what nothing more is
// said of is all together, and the heading of a column asks for what stands in it.
func TestExplainTellsWhatWasCounted(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	for asked, wants := range map[string][]string{
		"收回":                     {"怎么算的: 本场\n收回 24\n", "相加：W001 12 + W002 12"},
		"valid rate W001":        {"有效率 100.0    票数 / 应投 12 / 12", "有效 12 ÷ 收回 12 × 100（%）", "精确值 100，四舍五入，保留 1 位小数"},
		"签到 人大代表":                {"\n人大代表\n签到 2\n", "其中已签到的评议证"},
		"满意 W001":                {"\n满意\n票数 3 ", "有效票中这样评的，逐票计数", "相加：人大代表 1 + "},
		"marks W001 人大代表 满意":     {"\n人大代表 · 满意\n票数 1 "},
		"占表态票比例 W001 满意":         {"\n满意\n占表态票比例 ", "满意 3 ÷ 表态票 9 × 100（%）", "精确值 100/3 (≈ 33.333333)，四舍五入，保留 1 位小数"},
		"share of marks W001 满意": {"占全部票比例 ", "并使各等次合计正好 100：本项原值 25，只舍不入，保留 1 位小数是 25.0；各项相加正好 100，不用补"},
		"空白 W001":                {"空白 0 ", "有效 12 − 票数 12"},
		"参评率 W001":               {"参评率 100.0", "即 签到 12"},
	} {
		status, out, problems := say(t, "", "explain", "--of", asked, e.log)
		if status != 0 {
			t.Errorf("%s: status %d, %s", asked, status, problems)
		}
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: it does not say %q:\n%s", asked, want, out)
			}
		}
	}
	if _, out, _ := say(t, "", "explain", "--lang", "en", "--of", "空白 W001", e.log); !strings.Contains(out, "Blank 0 ") || !strings.Contains(out, "Valid 12 − marks 12") {
		t.Errorf("in English it says\n%s", out)
	}
	if _, out, problems := say(t, "", "explain", "--of", "最满意 B01", chosenLog(t, "10")); !strings.Contains(out, "\n最满意\n得票 ") || !strings.Contains(out, "有效票中选了这个单位的") {
		t.Errorf("of a choice it says\n%s%s", out, problems)
	}
}

// TestExplainTakesLabelsInAnyOrder, and the name of the figure wherever it stands.
func TestExplainTakesLabelsInAnyOrder(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	for asked, others := range map[string][]string{
		"marks W001 人大代表 满意": {"marks 满意 人大代表 W001", "W001 满意 票数 人大代表", "人大代表 W001 满意 marks"},
		"rank in class W001": {"W001 rank in class"},
		"签到 人大代表 W001":       {"W001 签到 人大代表"},
	} {
		status, want, problems := say(t, "", "explain", "--of", asked, e.log)
		if status != 0 {
			t.Errorf("%s: %s", asked, problems)
		}
		for _, other := range others {
			if status, got, problems := say(t, "", "explain", "--of", other, e.log); status != 0 || got != want {
				t.Errorf("%s: status %d, %s\n%s\nwant\n%s", other, status, problems, got, want)
			}
		}
	}
}

// TestExplainTellsWhereAFigureFromElsewhereIsFrom, and how it went into the score.
func TestExplainTellsWhereAFigureFromElsewhereIsFrom(t *testing.T) {
	t.Parallel()
	log := chosenLog(t, "10")
	for _, asked := range []string{"网络得票 B01", "B01 online votes"} {
		status, out, problems := say(t, "", "explain", "--of", asked, log)
		for _, want := range []string{"外来的数，不由选票得出。这张表共 60 个数，由 ", "它用在哪里: 评分办法中依次用到它的步骤：网络得分、得分、总名次、十佳、十差。\n  2. 网络得分", "  3. 得分: ", "用到： 第 2 步"} {
			if status != 0 || !strings.Contains(out, want) {
				t.Errorf("%s: status %d, %s, it does not say %q:\n%s", asked, status, problems, want, out)
			}
		}
	}
	if _, out, _ := say(t, "", "explain", "--of", "score B01", log); !strings.Contains(out, "这张表共 60 个数，由 ") {
		t.Errorf("the score does not say where its figures from elsewhere are from:\n%s", out)
	}
	if status, _, problems := say(t, "", "explain", "--lang", "en", "--of", "网络得票", log); status != 1 || !strings.Contains(problems, `"online votes" is a table from elsewhere, with a figure for each place: beside it write unit`) {
		t.Errorf("without a unit: %d, %s", status, problems)
	}
}

// TestExplainTellsTheNumbersAtACut, which are of a list and of nobody on it.
func TestExplainTellsTheNumbersAtACut(t *testing.T) {
	t.Parallel()
	log := chosenLog(t, "10")
	for asked, want := range map[string]string{
		"名额 十佳": "名额 10", "入选数 ten best": "从可列入的 ", "十差 barred": "不能列入：已列入“十佳”", "相差 B01 B02": "相差 ", "difference B02": "同类平均",
	} {
		if status, out, problems := say(t, "", "explain", "--of", asked, log); status != 0 || !strings.Contains(out, want) {
			t.Errorf("%s: %s, it does not say %q:\n%s", asked, problems, want, out)
		}
	}
}

// TestExplainTellsHowFarAListIsFromTheFirstOneOutside, by the name of the list in either language.
func TestExplainTellsHowFarAListIsFromTheFirstOneOutside(t *testing.T) {
	t.Parallel()
	log := chosenLog(t, "10")
	for _, asked := range []string{"入选差距 十佳", "margin ten best", "margin 十佳"} {
		status, out, problems := say(t, "", "explain", "--of", asked, log)
		for _, want := range []string{"怎么算的: 本场\n十佳\n入选差距 0.73\n", "得分 (东湖镇国土所): 41.65", "得分 (南河镇收费站): 40.92", "入选差距 (十佳): 0.73\n     B32 41.65 − B60 40.92\n"} {
			if status != 0 || !strings.Contains(out, want) {
				t.Errorf("%s: status %d, %s, it does not say %q:\n%s", asked, status, problems, want, out)
			}
		}
	}
	if _, out, problems := say(t, "", "explain", "--lang", "en", "--of", "margin ten worst", log); !strings.Contains(out, "\nTen worst\nMargin ") || !strings.Contains(out, " − B") {
		t.Errorf("in English it says\n%s%s", out, problems)
	}
	for _, asked := range []string{"margin", "margin rank", "margin B01 ten best", "margin ten best 好"} {
		if status, out, _ := say(t, "", "explain", "--of", asked, log); status != 1 || out != "" {
			t.Errorf("%s: status %d and\n%s", asked, status, out)
		}
	}
}

// TestExplainSaysWhatIsWrongWithTheQuestion, and what may be asked instead: it is not told that the result has no such figure.
func TestExplainSaysWhatIsWrongWithTheQuestion(t *testing.T) {
	t.Parallel()
	e := mixedEvening(t)
	for _, c := range []struct{ asked, en, zh string }{
		{"difference W001 rank", `of "overall rank" there is no average and no difference, for places, lists and words are no figures that are apart. Units are set against each other by: score`, "没有平均，也没有相差"},
		{"difference 名次 W001", `"overall rank" itself is asked for with its unit, like --of "overall rank W001"`, "本身连同单位来问"},
		{"turnout rate W001 人大代表", `"turnout rate" is known of all categories together alone`, "“参评率”只有各类合计"},
		{"expected 人大代表", `ask by category for: issued, checked in, check-in rate, collected, valid`, "按类别问：发出, 签到"},
		{"difference", `write beside it one unit or two, like --of "difference W001"`, "旁边要写一个或两个单位，例如 --of \"相差 W001\""},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			if status, out, problems := say(t, "", "explain", "--lang", lang, "--of", c.asked, e.log); status != 1 || out != "" || !strings.Contains(problems, want) {
				t.Errorf("%s: status %d, %q, it does not say %q:\n%s", c.asked, status, out, want, problems)
			}
		}
	}
	_, whole, _ := say(t, "", "explain", "--of", "class average W001", e.log)
	class := regexp.MustCompile(`同类平均 \(([^)]+)\)`).FindStringSubmatch(whole)
	if class == nil {
		t.Fatalf("it names no class:\n%s", whole)
	}
	for _, asked := range []string{"class average " + class[1], "class average"} { // there is one class alone
		if status, out, problems := say(t, "", "explain", "--of", asked, e.log); status != 0 || !strings.Contains(out, class[0]) {
			t.Errorf("%s: status %d, %s\n%s", asked, status, problems, out)
		}
	}
	if status, _, problems := say(t, "", "explain", "--lang", "en", "--of", "class average", chosenLog(t, "10")); status != 1 || !strings.Contains(problems, "a class average is of one class: write beside it the class, or a unit of it like B01") {
		t.Errorf("of several classes: status %d, %s", status, problems)
	}
}
