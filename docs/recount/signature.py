"""Checks the signature of a checkpoint: a C2SP signed note, Ed25519 (RFC 8032).

Python's library has SHA-512 and no more of it, so the curve is here. It is slow
(some 10 ms for each note) and needs to keep no secret.
"""
import base64
import hashlib

P = 2 ** 255 - 19
ORDER = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # of -1


def add(a, b):
    """Points are X, Y, Z and T = XY/Z."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    w, x, y, z = f - e, h - g, h + g, f + e
    return w * x % P, y * z % P, x * y % P, w * z % P


def times(n, point):
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = add(total, point)
        point, n = add(point, point), n >> 1
    return total


def decode(octets):
    """The point that 32 octets stand for, None when they stand for none."""
    y = int.from_bytes(octets, "little")
    odd, y = y >> 255, y & 2 ** 255 - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT % P
    if y >= P or x * x % P != square or x == 0 and odd:
        return None
    if x & 1 != odd:
        x = P - x
    return x, y, 1, x * y % P


def encode(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed(key, message, signature):
    """Whether this is the signature by a public key of 32 octets."""
    point, s = decode(key), int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    negative = (P - point[0], point[1], 1, P - point[3])
    return encode(add(times(s, BASE), times(h, negative))) == signature[:32]


def note_is_signed(note, verifier):
    """Whether a note has a signature by a verifier key: name+hash+key."""
    if verifier.count("+") < 2:
        raise ValueError(f"{verifier} is no verifier key: want name+hash+key")
    name, said, key = verifier.split("+", 2)
    key = base64.b64decode(key, validate=True)
    number = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    if key[:1] != b"\x01" or len(key) != 33 or number.hex() != said:
        raise ValueError(f"{verifier} is no verifier key")
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        dash, who, octets = (line + "  ").split(" ")[:3]
        octets = base64.b64decode(octets)
        if dash == "\u2014" and who == name and octets[:4] == number and signed(key[1:], (text + "\n").encode(), octets[4:]):
            return True
    return False
