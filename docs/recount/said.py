"""What the files of a bundle say, read so that whatever is missing is named in words.

Written from docs/BUNDLE.md and not from the program that wrote the bundle.
"""
import json
from fractions import Fraction

# What reading may come upon where a file does not say what docs/BUNDLE.md has it say.
FAULTS = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError)


class Unreadable(ValueError):
    """A bundle that is not as docs/BUNDLE.md has it, in a sentence."""


class Said(dict):
    """An object in a file: a member that is asked for and not there is named with its place."""

    where = ""

    def __missing__(self, key):
        raise Unreadable(f"{self.where}: {key} is missing")


def once(pairs):
    if len({key for key, _ in pairs}) < len(pairs):
        raise Unreadable("a key is there twice")
    return Said(pairs)


def load(text, where):
    """JSON as it stands at a place; numbers with decimals are exact."""
    try:
        return placed(json.loads(text, parse_float=Fraction, object_pairs_hook=once), where)
    except Unreadable as why:
        raise Unreadable(f"{where}: {why}") from why
    except ValueError as why:
        raise Unreadable(f"{where} is not JSON: {why}") from why


def placed(value, where):
    """Tells every object where it is."""
    if isinstance(value, Said):
        value.where = where
        for key, member in value.items():
            placed(member, f"{where} {key}")
    elif isinstance(value, list) and value and isinstance(value[0], (Said, list)):
        for n, entry in enumerate(value):
            placed(entry, f"{where} {called(entry, n)}")
    return value


def called(entry, n):
    """What people call an entry of a list."""
    for key in ("unit", "id", "name", "label", "criterion") if isinstance(entry, Said) else ():
        if isinstance(entry.get(key), (str, int)):
            return entry[key]
    return n


def in_words(fault):
    """A fault for people who read no Python."""
    if isinstance(fault, KeyError):
        return f"{fault.args[0]} is missing"
    if isinstance(fault, FileNotFoundError):
        return f"{fault.filename} is missing"
    if isinstance(fault, OSError):
        return f"{fault.filename}: {fault.strerror}"
    if isinstance(fault, (LookupError, TypeError, AttributeError)):
        return "it is not of the kind that docs/BUNDLE.md has there"
    return str(fault)
