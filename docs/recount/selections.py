"""The lists that a rulebook makes of units, such as the ten best, as result.json
tells them: who is on each, who is the first outside, and by how much. Written from
docs/EXPORTS.md and not from the program.
"""
from fractions import Fraction

from lists import let_through, places


def selections(c, rules, tables, units, hidden, printed, shown, parts):
    """One for each list of the result, or for each class that has its own, in the order of the steps. What
    was not counted, and a figure that would be exact and may not be shown, stays as it is printed, as far as the
    units shown say the same; with parts a figure of some categories is told of no unit that is hidden."""
    said, all_of = {(s["result"], s.get("class", "")): s for s in printed}, []
    for step in rules["steps"]:
        for name in sorted(name for name, own in rules["result"].items() if own == step["name"] and step["do"] == "cut"):
            classes = list(dict.fromkeys(u.get("class", "") for u in units)) if step["inside"] == "class" else [""]
            for one in classes:
                old = said.get((name, one))
                there = [u for u in units if step["inside"] != "class" or u.get("class", "") == one]
                if name not in tables:
                    all_of += [as_printed(step, name, one, rules["result"], there, shown, old or {})] if there else []
                elif tables[name] and tables[name].axes == ("unit",):
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
        value = of.text((u["id"],))
        if exact and (u["id"] in hidden or hidden and table.mixed) and not was.get(u["id"]):
            value = ""
        return {"unit": u["id"], "name": u["name"], "class": u.get("class", ""), "place": place, "value": value}
    first = ordered(free)[:1]
    inside, outside = [line(u, ahead(u) + 1) for u in ordered(on)], [line(u, len(on) + 1) for u in free if by[u["id"]] == by[first[0]["id"]]]
    take = int(places(c, step, of, [(u["id"],) for u in units]))
    return dict(
        result=name, name=step["name"], by=step["of"], take=take, barred=sum(not lets((u["id"],)) for u in off), units=inside, next=outside,
        margin=margin(inside[-1]["value"], outside[0]["value"]) if inside and outside else "", **({"class": class_} if class_ else {}))


def as_printed(step, name, class_, results, units, shown, old):
    """A list that was not counted: the units say who is on it, and it is held to itself."""
    said = {u["unit"]: {**{one["name"]: one["text"] for one in u.get("named", [])}, results.get("score"): u["score"]} for u in shown}
    seats = {s["unit"]: s for key in ("next", "units") for s in old.get(key, [])}

    def place(u):
        return seats.get(u["id"], {}).get("place", 0)

    def line(u, at):
        value = seats.get(u["id"], {}).get("value", "")
        value = value and said[u["id"]].get(step["of"]) or value
        return {"unit": u["id"], "name": u["name"], "class": u.get("class", ""), "place": at, "value": value}
    on = sorted((u for u in units if said[u["id"]].get(step["name"]) == "1"), key=place)
    off = [u for u in units if said[u["id"]].get(step["name"]) == "0"]
    inside = [line(u, 1 + sum(place(v) < place(u) for v in on)) for u in on]
    outside = [line(u, len(on) + 1) for u in off if u["id"] in {s["unit"] for s in old.get("next", [])}]
    barred = old.get("barred", 0) if outside else max(len(off), old.get("barred", 0))  # or somebody would be next
    return dict(
        result=name, name=step["name"], by=step["of"], take=old.get("take", 0), barred=barred, units=inside, next=outside,
        margin=margin(inside[-1]["value"], outside[0]["value"]) if inside and outside else "", **({"class": class_} if class_ else {}))


def margin(a, b):
    """The difference of two printed decimals, with the decimals that they have."""
    if not a or not b or "/" in a + b:
        return ""
    places = max(len(text.partition(".")[2]) for text in (a, b))
    whole = str(int(abs(Fraction(a) - Fraction(b)) * 10 ** places)).rjust(places + 1, "0")
    return whole[:len(whole) - places] + ("." + whole[len(whole) - places:] if places else "")
