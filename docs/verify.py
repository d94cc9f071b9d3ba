#!/usr/bin/env python3
"""A second verifier of a convenant store, written from docs/reference/journal.md alone: Python 3 and its standard library.

    python3 docs/verify.py STORE [CHECKPOINT ...]

It recomputes every leaf, node, commitment and chain, and checks the signatures of all heads. The last line is
`sound SIZE ROOT`, or `unsound REASON` with exit status 1.
"""
import base64
import hashlib
import json
import os
import re
import sqlite3
import sys


class Unsound(Exception):
    pass


def sha256(data):
    return hashlib.sha256(data).digest()


# Ed25519 (RFC 8032, 5.1): verification only, on integers.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def decompress(data):
    if len(data) != 32:
        return None
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def signed_by(key, message, signature):
    point, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if point is None or r is None or len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = multiply(s, BASE), add(r, multiply(h, point))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


def read_checkpoint(text, name):
    """The size, the root and the signed parts of a note (C2SP signed-note, tlog-checkpoint, tlog-cosignature)."""
    try:
        body, signatures = text.split("\n\n", 1)
        body += "\n"
        origin, size, root = body.split("\n")[:3]
        lines = [line.split(" ") for line in signatures.splitlines() if line]
        return origin, int(size), base64.b64decode(root), body, [(n, base64.b64decode(b)) for _, n, b in lines]
    except ValueError:
        raise Unsound(f"{name} is no signed head")


def check_checkpoint(checkpoint, key, root, name):
    origin, size, claimed, body, signatures = checkpoint
    if claimed != root:
        raise Unsound(f"{name} is over {size} entries with another root")
    good = set()
    for signer, blob in signatures:
        if signer != origin:
            continue
        for kind, signed in ((1, lambda b: (b, body)),
                             (4, lambda b: (b[8:], f"cosignature/v1\ntime {int.from_bytes(b[:8], 'big')}\n{body}"))):
            if blob[:4] == sha256(signer.encode() + bytes([10, kind]) + key)[:4]:
                signature, message = signed(blob[4:])
                if signed_by(key, message.encode(), signature):
                    good.add(kind)
                    break
        else:
            raise Unsound(f"{name} has a signature that is not good")
    if good != {1, 4}:
        raise Unsound(f"{name} is not signed by the key of the store at that time")


def canonical(value):
    """JSON as the journal writes it: keys in order, no white space, integers and strings only."""
    if isinstance(value, str):
        escaped = "".join(f"\\u{ord(c):04x}" if c < " " else "\\" + c if c in '"\\' else c for c in value)
        return f'"{escaped}"'
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return "{" + ",".join(f"{canonical(k)}:{canonical(value[k])}" for k in sorted(value)) + "}"


def check_definitions(db):
    hashes = set()
    for wanted, files in db.execute("SELECT hash, files FROM definition"):
        data = b""
        for path, text in json.loads(files):
            data += f"{len(path.encode())} {path} {len(text.encode())} ".encode() + text.encode()
        if sha256(data).hex() != wanted:
            raise Unsound(f"the definitions {wanted[:12]} are not those that were pinned")
        hashes.add(wanted)
    return hashes


def check_documents(db, named):
    found = set()
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'document'").fetchone():
        for digest, content in db.execute("SELECT hash, bytes FROM document"):
            if sha256(content).hex() != digest:
                raise Unsound(f"the document {digest[:12]} is not what its SHA-256 says")
            found.add(digest)
    for digest, position in named.items():
        if digest not in found:
            raise Unsound(f"entry {position}: the document {digest[:12]} that it names is not there")


def root_of(peaks):
    if not peaks:
        return sha256(b"")
    root = peaks[-1][1]
    for _, peak in reversed(peaks[:-1]):
        root = sha256(b"\x01" + peak + root)
    return root


def verify(path, notes):
    db = sqlite3.connect(f"file:{os.path.abspath(path)}?mode=ro", uri=True)
    definitions = check_definitions(db)
    heads = {}
    if [row for row in db.execute("SELECT 1 FROM sqlite_master WHERE type = 'view'")]:
        raise Unsound("the file has a view, which is not the journal's")
    has_heads = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'checkpoint'").fetchone()
    kept = db.execute("SELECT 'kept head ' || number, text FROM checkpoint").fetchall() if has_heads else []
    for name, text in kept + notes:
        checkpoint = read_checkpoint(text, name)
        heads.setdefault(checkpoint[1], []).append((name, checkpoint))
    peaks, last, missing, erased = [], {}, {}, {}
    named, lost = {}, set()
    size, instant, key, store = 0, None, None, None
    rows = db.execute("SELECT position, leaf, nodes, body, sealed FROM entry ORDER BY position")
    for position, leaf, nodes, body, sealed in rows:
        if position != size:
            raise Unsound(f"entry {size} is missing")
        node = sha256(b"\x00" + body)
        if node != leaf:
            raise Unsound(f"entry {position}: the body does not give the leaf hash")
        level, completed = 0, b""
        while peaks and peaks[-1][0] == level:
            node = sha256(b"\x01" + peaks.pop()[1] + node)
            completed += node
            level += 1
        peaks.append((level, node))
        if completed != nodes:
            raise Unsound(f"entry {position}: the tree nodes it completes are wrong")
        header = json.loads(body)
        if canonical(header).encode() != body:
            raise Unsound(f"entry {position}: the body is not canonical JSON")
        if header["version"] not in (1, 2):
            raise Unsound(f"entry {position}: its format is none that this page knows")
        if header["position"] != position or header["definitions"] not in definitions:
            raise Unsound(f"entry {position}: its position or definitions are wrong")
        if instant is not None and header["at"] < instant:
            raise Unsound(f"entry {position}: its instant lies before the one of the entry before")
        instant = header["at"]
        case = header["case"]
        if case != "store":
            if header.get("previous") != last.get(case):
                raise Unsound(f"entry {position}: the chain of {case} is broken")
            if header["states"] or case in last:
                last[case] = position
        if header["outcome"] != "refused":
            for digest in re.findall(rb'\\"sha256\\":\\"([0-9a-f]{64})', sealed):
                named.setdefault(digest.decode(), position)
        values, gone = {}, set(header["commitments"])
        for name, salt, value in json.loads(sealed):
            if name not in header["commitments"] or name in values:
                raise Unsound(f"entry {position}: a value without commitment")
            if value is None:
                continue
            if salt != salt.lower():
                raise Unsound(f"entry {position}: a salt is not written as the journal writes it")
            if sha256(bytes.fromhex(salt) + name.encode() + b"\x00" + value.encode()).hex() != header["commitments"][name]:
                raise Unsound(f'entry {position}: the value "{name}" does not match its commitment')
            values[name] = json.loads(value)
            gone.discard(name)
        if gone:
            missing[position] = gone
        if header["outcome"] == "accepted":
            for entry, *names in values.get("erased", []):
                if entry >= position:
                    raise Unsound(f"entry {position}: it erases what does not stand before it")
                erased.setdefault(entry, set()).update(names)
            lost.update(values.get("lost documents", []))
        if case == "store" and header["outcome"] == "accepted" and header.get("verb", header.get("event")) in ("begin", "rotate key"):
            new = bytes.fromhex(values.get("in.key") or values["key"])  # "key" and "id" in format 1
            if key is None:
                store = values.get("in.id") or values["id"]
            elif not signed_by(key, f"convenant/rotate\n{store}\n{new.hex()}\n".encode(), bytes.fromhex(values["in.consent"])):
                raise Unsound(f"entry {position}: the new key lacks the signature of the key before it")
            key = new
        size += 1
        for name, checkpoint in heads.pop(size, []):
            check_checkpoint(checkpoint, key, root_of(peaks), name)
    for entry, names in sorted(missing.items()):
        if not names <= erased.get(entry, set()):
            raise Unsound(f"entry {entry}: a value is gone, and no entry says that it was erased")
    check_documents(db, {digest: entry for digest, entry in named.items() if digest not in lost})
    if heads:
        raise Unsound(f"{heads[min(heads)][0][0]} is over {min(heads)} entries, and here are {size}: the end was cut off")
    if size == 0:
        raise Unsound("the journal has no entries")
    return size, root_of(peaks).hex()


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    try:
        notes = [(name, open(name, encoding="utf-8").read()) for name in sys.argv[2:]]
        size, root = verify(sys.argv[1], notes)
    except (Unsound, sqlite3.Error, OSError) as problem:
        print(f"unsound {problem}")
        sys.exit(1)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as problem:
        print(f"unsound a value is not in the journal's format ({type(problem).__name__}: {str(problem)[:80]})")
        sys.exit(1)
    print(f"sound {size} {root}")


if __name__ == "__main__":
    main()
