"""The lists that a rulebook makes of units, such as the ten best, as result.json
tells them: who is on each, who is the first outside, and by how much. Written from
docs/EXPORTS.md and not from the program.
"""
from fractions import Fraction

from lists import let_through, places


def selections(c, rules, tables, units, hidden, printed, parts):
    """One for each list of the result, or for each class that has its own, in the order of the steps. What
    was not counted, and a figure that would be exact and may not be shown, stays as it is printed; with parts
    a figure of some categories is told of no unit that is hidden."""
    said, all_of = {(s["result"], s.get("class", "")): s for s in printed}, []
    for step in rules["steps"]:
        for name in sorted(name for name, own in rules["result"].items() if own == step["name"] and step["do"] == "cut"):
            classes = list(dict.fromkeys(u.get("class", "") for u in units)) if step["inside"] == "class" else [""]
            for one in classes:
                old = said.get((name, one))
                if name not in tables:
                    all_of += [old] if old else []
                elif tables[name] and tables[name].axes == ("unit",):
                    there = [u for u in units if step["inside"] != "class" or u.get("class", "") == one]
                    all_of.append(selection(c, step, name, one, tables[name], there, hidden, old or {}, parts))
    return all_of


def selection(c, step, name, class_, table, units, hidden, old, parts):
    of, lets = c.table(step["of"]), let_through(c, step, ("unit",))
    by = {u["id"]: of.cells.get((u["id"],)) for u in units}
    on = [u for u in units if table.cells.get((u["id"],), 0) > 0]
    off = [u for u in units if u not in on]
    free = [u for u in off if lets((u["id"],)) and (u["id"],) in table.cells]

    def ordered(some):
        return sorted(some, key=lambda u: by[u["id"]], reverse=step["first"] == "high")

    def ahead(u):
        return sum(by[v["id"]] > by[u["id"]] if step["first"] == "high" else by[v["id"]] < by[u["id"]] for v in on)
    was = {u["unit"]: u["value"] for key in ("units", "next") for u in old.get(key, [])}

    def line(u, place):
        exact = of.places is None and not of.counts
        if parts and table.part and (u["id"] in hidden or hidden and table.mixed):
            return {"unit": u["id"], "name": u["name"], "class": u.get("class", ""), "place": place, "value": ""}
        value = was.get(u["id"], "") if exact and (u["id"] in hidden or hidden and table.mixed) else of.text((u["id"],))
        return {"unit": u["id"], "name": u["name"], "class": u.get("class", ""), "place": place, "value": value}
    first = ordered(free)[:1]
    inside, outside = [line(u, ahead(u) + 1) for u in ordered(on)], [line(u, len(on) + 1) for u in free if by[u["id"]] == by[first[0]["id"]]]
    take = int(places(c, step, of, [(u["id"],) for u in units]))
    return dict(
        result=name, name=step["name"], by=step["of"], take=take, barred=sum(not lets((u["id"],)) for u in off), units=inside, next=outside,
        margin=margin(inside[-1]["value"], outside[0]["value"]) if inside and outside else "", **({"class": class_} if class_ else {}))


def margin(a, b):
    """The difference of two printed decimals, with the decimals that they have."""
    if not a or not b or "/" in a + b:
        return ""
    places = max(len(text.partition(".")[2]) for text in (a, b))
    whole = str(int(abs(Fraction(a) - Fraction(b)) * 10 ** places)).rjust(places + 1, "0")
    return whole[:len(whole) - places] + ("." + whole[len(whole) - places:] if places else "")
