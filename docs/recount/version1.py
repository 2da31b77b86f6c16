"""Rulebooks of version 1, which say their steps in English sentences, as version 2.

Written from docs/RULES.md. A sentence that is not known here is quoted, and the
rulebook is then not counted.
"""
import re

from tables import NotKnown

ROUND = re.compile(r"round (?:once, )?(half up|half even|truncated), (\d) places(?:, per (?:dimension|pledge))?")
RANK = re.compile(r"(?:on the rounded score, )?(inside each class and overall|inside each class|overall), 1 2 2 ([34])")
CATEGORIES = ("weighted mean over categories with such a vote",
              "weighted mean over categories, weights renormalised over the categories that have such a vote")
MEETING = re.compile(r"meeting share = best ticks / valid ballots x 100, round (half up|half even|truncated) (\d) places")
ONLINE = re.compile(r"online share = votes / votes of the top candidate x 100, round (half up|half even|truncated) (\d) places")
TOGETHER = re.compile(r"(\d+) % meeting \+ (\d+) % online, round (half up|half even|truncated) (\d) places")
BEST = re.compile(r"the (\w+) highest scores, all tied at the cut go in")
WORST = re.compile(r"the (\w+) with most worst ticks, all tied at the cut go in(, and never a unit that is on the ten-best list)?")
NUMBERS = ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
           "sixteen seventeen eighteen nineteen twenty").split()


def is_version_1(rules):
    return "rulebook" not in rules and "steps" not in rules


def translated(old):
    new = {"rulebook": 2, "steps": [], "result": {}}
    for key in ("title", "mode", "secrecy", "reveal", "one_vote", "recusal", "categories"):
        if key in old:
            new[key] = old[key]
    new["ballot"] = {"sheet": "one unit" if old["mode"] == "stage" else "all units"}
    if "pipeline" in old:
        graded(old, new)
    else:
        chosen(old, new)
    return new


def said(pattern, sentence):
    match = pattern.fullmatch(sentence)
    if match is None:
        raise NotKnown(f"the sentence {sentence!r}")
    return match.groups()


def step(new, name, **more):
    new["steps"].append(dict(more, name=name))
    return name


def graded(old, new):
    new["ballot"]["grades"] = [dict(grade, in_base=grade.get("points") is not None or grade.get("in_base") is True) for grade in old["grades"]]
    table = "marks"
    if isinstance(old["criteria"], str):
        if old["criteria"] != "each pledge of the unit, equal weights":
            raise NotKnown(f"the sentence {old['criteria']!r}")
        new["ballot"]["criteria"] = "of the unit"
    else:
        new["ballot"]["criteria"] = old["criteria"]
        if len(old["criteria"]) == 1 and not any("over dimensions" in sentence for sentence in old["pipeline"]):
            table = step(new, "本项评价", do="pick", of=table, axis="criterion", labels=[old["criteria"][0]["label"]])
    for sentence in old["pipeline"]:
        if sentence == "mean over votes with an opinion inside each category":
            table = step(new, "类内平均", do="mean", of=table)
        elif sentence in CATEGORIES:
            table = step(new, "类别加权", do="weighted mean", of=table, over="category", missing="renormalise")
        elif sentence == "weighted mean over dimensions":
            table = step(new, "指标加权", do="weighted mean", of=table, over="criterion", missing="renormalise")
        elif sentence == "mean over the unit's pledges":
            table = step(new, "承诺平均", do="mean", of=table, over="criterion", missing="renormalise")
        else:
            mode, places = said(ROUND, sentence)
            new["steps"][-1]["round"] = {"mode": mode, "places": int(places)}
    over = [step.get("over") for step in new["steps"]]
    if isinstance(old["criteria"], str) or len(old["criteria"]) > 1 and over[-2:] == ["category", "criterion"]:
        new["result"]["criterion score"] = new["steps"][-2]["name"]
    new["steps"][-1]["name"] = new["result"]["score"] = "得分"
    among, style = said(RANK, old["rank"])
    if "class" in among:
        new["result"]["rank in class"] = step(new, "类内名次", do="rank", of="得分", inside="class", style="122" + style, first="high")
    if "overall" in among:
        new["result"]["rank"] = step(new, "总名次", do="rank", of="得分", inside="all", style="122" + style, first="high")


def chosen(old, new):
    ballot = old["ballot"]
    if ballot["over_vote"] != "the whole ballot is void" or ballot["under_vote"] != "valid":
        raise NotKnown(f"the ballot {ballot}")
    new["ballot"].update(over_vote="void ballot", choose=[dict(ballot[name], list=name) for name in ("best", "worst")])
    (meeting, meeting_places), (online, online_places) = said(MEETING, old["score"][0]), said(ONLINE, old["score"][1])
    weight, other, mode, places = said(TOGETHER, old["score"][2])
    new["imported"] = [{"name": "网络得票", "axes": ["unit"]}]
    step(new, "会场得分", do="share", of="ticks", list="best", base="valid", round={"mode": meeting, "places": int(meeting_places)})
    step(new, "网络得分", do="share of top", of="网络得票", inside="all", points=100, round={"mode": online, "places": int(online_places)})
    step(new, "得分", do="weighted mean", missing="refuse", round={"mode": mode, "places": int(places)},
         parts=[{"of": "会场得分", "weight": int(weight)}, {"of": "网络得分", "weight": int(other)}])
    step(new, "总名次", do="rank", of="得分", inside="all", style="1224", first="high")
    new["result"] = {"score": "得分", "rank": "总名次", "ten best": "十佳", "ten worst": "十差"}
    (high,), (low, apart) = said(BEST, old["ten_best"]), said(WORST, old["ten_worst"])
    step(new, "十佳", do="cut", of="得分", inside="all", first="high", take=whole(high), tied_at_the_cut="expand")
    step(new, "差评票", do="pick", of="ticks", axis="list", labels=["worst"])
    step(new, "十差", do="cut", of="差评票", inside="all", first="high", take=whole(low), tied_at_the_cut="expand",
         **({"not_on": ["十佳"]} if apart else {}))


def whole(word):
    return NUMBERS.index(word) + 1 if word in NUMBERS else int(word)
