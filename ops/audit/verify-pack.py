#!/usr/bin/env python3
"""Checks an evidence pack of Reprise, offline, with Python 3.8 and nothing else.

    verify-pack.py PACK.zip KEYS      KEYS: the log-verifiers.txt you were given, not the one in the pack

Written from the README in the pack and what it names; shares no code with Reprise. Exit code 0: all of it holds.
"""
import base64
import hashlib
import json
import re
import struct
import sys
import zipfile

FILES_MAX = 10_000
FILE_BYTES_MAX = 64 << 20
ARCHIVE_BYTES_MAX = 16 << 30
RATIO_MAX = 200
LINE_BYTES_MAX = 64 << 20
APPROVALS = {
    "campaign.approval-requested", "campaign.approval-escalated", "campaign.plan-approved", "campaign.plan-sent-back",
    "campaign.adjustment-proposed", "campaign.adjustment-applied", "campaign.adjustment-rejected",
    "campaign.adjustment-expired", "campaign.adjustment-forbidden", "campaign.adjustment-reverted", "campaign.stopped",
    "model.promoted", "model.declined", "model.rolled-back", "model.retired"}

class Bad(Exception):
    """Something does not hold."""

def require(holds, what):
    if not holds:
        raise Bad(what)

def sha256(data):
    return hashlib.sha256(data).digest()

# Ed25519 (RFC 8032, section 6), verification only.
P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P != 0:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P != 0 or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x

def point(data):
    sign, y = divmod(int.from_bytes(data, "little"), 1 << 255)
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)

def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    i, j, k, m = f - e, h - g, h + g, f + e
    return (i * j % P, k * m % P, j * k % P, i * m % P)

def times(n, a):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, a)
        a, n = add(a, a), n >> 1
    return result

BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)

def ed25519(key, message, signature):
    if len(signature) != 64:
        return False
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0

# Signed notes and checkpoints.
def keys(lines):
    found = {}
    for line in filter(None, (one.strip() for one in lines)):
        name, digest, key = line.split("+", 2)
        key = base64.b64decode(key)
        require(len(key) == 33 and key[0] == 1, "the key of '%s' is no Ed25519 key" % name)
        require(sha256(name.encode() + b"\n" + key)[:4].hex() == digest, "the hash of the key of '%s' is wrong" % name)
        found[(name, bytes.fromhex(digest))] = key[1:]
    return found

def checkpoint(note, trusted, where):
    """Size and root of a checkpoint that a trusted key signed."""
    text, _, signatures = note.rpartition("\n\n")
    text, signed = text + "\n", False
    for line in signatures.splitlines():
        dash, name, data = line.split(" ")
        require(dash == "\u2014", where + ": no signature: " + line)
        data = base64.b64decode(data)
        key = trusted.get((name, data[:4]))
        if key is not None:
            require(ed25519(key, text.encode(), data[4:]), where + ": the signature of '%s' is wrong" % name)
            signed = True
    require(signed, where + ": none of the keys signed it")
    origin, size, root = text.split("\n")[:3]
    return origin, int(size), base64.b64decode(root)

# Merkle trees (RFC 6962 and RFC 9162).
def node(left, right):
    return sha256(b"\x01" + left + right)

def included(leaf, index, size, path, root):
    fn, sn, r = index, size - 1, leaf
    if index >= size:
        return False
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root

def consistent(first, second, path, root1, root2):
    if first & (first - 1) == 0:
        path = [root1] + path
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    if not path:
        return False
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == root1 and sr == root2

def leaf(event):
    def data(name):
        return base64.b64decode(event[name + "Base64"]) if name + "Base64" in event else event[name].encode()

    at = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z", event["at"])
    require(at, "'at' is no time: " + event["at"])
    year, month, day, hour, minute, second = (int(part) for part in at.groups()[:6])
    y, m = (year, month) if month > 2 else (year - 1, month + 12)  # days of the Gregorian calendar since 1970
    days = 365 * y + y // 4 - y // 100 + y // 400 + (153 * (m - 3) + 2) // 5 + day - 719469
    seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
    nanos = int((at.group(7) or "0").ljust(9, "0"))
    out = b"\x00" + struct.pack(">qqiqi", event["position"], event["sequence"], event["revision"], seconds, nanos)
    for field in (event["id"].encode(), event["stream"].encode(), event["kind"].encode(), event["name"].encode(),
                  data("payload"), data("metadata")):
        out += struct.pack(">i", len(field)) + field
    return sha256(out), data("payload")

class Pack:
    def __init__(self, archive, trusted):
        self.zip, self.trusted = archive, trusted
        self.evidence, self.named, self.sequences = set(), {}, {}
        self.decisions, self.approvals, self.artifacts = [], [], {}
        self.proved = None

    def open(self, name):
        info, most = self.zip.getinfo(name), ARCHIVE_BYTES_MAX if name == "campaign.ndjson" else FILE_BYTES_MAX
        require(info.file_size <= min(most, RATIO_MAX * max(1024, info.compress_size)), name + ": it unpacks to too much")
        return self.zip.open(info)

    def read(self, name):
        with self.open(name) as file:
            return file.read()

    def call(self, position, call):
        self.named.setdefault(call["inputSha256"], position)
        self.named.setdefault(call["outputSha256"], position)
        sha = call["artifactSha256"]
        known = self.artifacts.setdefault(sha, {"model": call["model"], "version": call["version"],
                                                "artifactSha256": sha, "schema": call["schema"], "calls": 0})
        known["calls"] += 1

    def event(self, event):
        proof, _, note = event["proof"].partition("\n\n")
        lines = proof.split("\n")
        require(lines[0] == "c2sp.org/tlog-proof@v1" and lines[1] == "index %d" % event["position"], "another's proof")
        if self.proved is None or self.proved[0] != note:
            self.proved = (note,) + checkpoint(note, self.trusted, "the checkpoint of the proof")
        digest, payload = leaf(event)
        path = [base64.b64decode(line) for line in lines[2:]]
        require(included(digest, event["position"], self.proved[2], path, self.proved[3]),
                "the event at position %d is not the one that was in the log" % event["position"])
        expected = self.sequences.get(event["stream"], 0)
        require(event["sequence"] == expected, "event %d of '%s' is missing" % (expected, event["stream"]))
        self.sequences[event["stream"]] = expected + 1
        self.index(event, payload)

    def index(self, event, payload):
        name, position = event["name"], event["position"]
        if name == "campaign.forecast-recorded":
            self.call(position, json.loads(payload)["forecast"]["call"])
        elif name == "campaign.decision-taken":
            taken = json.loads(payload)["decision"]
            self.decisions.append({"position": position, "decision": taken["id"], "kind": taken["kind"],
                                   "policy": "%s/%d" % (taken["policy"]["name"], taken["policy"]["version"]),
                                   "actor": taken["actor"]["name"], "at": event["at"]})
            for source in taken["evidence"]:
                self.call(position, source["call"])
        elif name in APPROVALS:
            said = json.loads(payload)
            actor = said.get("actor")
            self.approvals.append({"position": position, "event": name,
                                   "actor": actor["name"] if isinstance(actor, dict) else "", "at": event["at"],
                                   "subject": said.get("decisionId", said.get("proposalHash", event["stream"])),
                                   "rule": said.get("rule", "")})

    def lines(self):
        with self.open("campaign.ndjson") as file:
            header = json.loads(file.readline(LINE_BYTES_MAX))
            require(header["archive"] == "reprise-log" and header["version"] == 1, "campaign.ndjson: another format")
            events = number = 0
            for line in iter(lambda: file.readline(LINE_BYTES_MAX), b""):
                number += 1
                try:
                    entry = json.loads(line)
                    if "evidence" in entry:
                        require(sha256(base64.b64decode(entry["contentBase64"])).hex() == entry["evidence"],
                                "evidence %s was changed" % entry["evidence"])
                        self.evidence.add(entry["evidence"])
                    else:
                        self.event(entry)
                        events += 1
                except (Bad, KeyError, ValueError) as e:
                    raise Bad("campaign.ndjson, line %d: %s" % (number + 1, e))
            require(events == header["events"], "campaign.ndjson: %d events, not %d" % (events, header["events"]))
            return events

    def check(self):
        names = self.zip.namelist()
        require(len(names) <= FILES_MAX and len(set(names)) == len(names), "too many files, or one twice")
        manifest = json.loads(self.read("manifest.json"))
        require(manifest["pack"] == "reprise-evidence" and manifest["version"] == 1, "this is no evidence pack")
        files = manifest["files"]
        require(set(names) - {"manifest.json"} == set(files), "other files than manifest.json says: "
                + ", ".join(set(names) - {"manifest.json"} ^ set(files)))
        for name, digest in files.items():
            state = hashlib.sha256()
            with self.open(name) as file:
                for part in iter(lambda: file.read(1 << 20), b""):
                    state.update(part)
            require(state.hexdigest() == digest, name + ": it was changed")
        events = self.lines()
        require(events == manifest["events"], "manifest.json: another number of events")
        for digest, position in self.named.items():
            require(digest in self.evidence, "evidence %s of the event at position %d is missing" % (digest, position))
        told = {"decisions.json": self.decisions, "approvals.json": self.approvals,
                "artifacts.json": [self.artifacts[sha] for sha in sorted(self.artifacts)]}
        for name, expected in told.items():
            require(json.loads(self.read(name)) == expected, name + ": it is not what the events say")
        origin, size, root = checkpoint(self.read("checkpoints/%019d.checkpoint" % manifest["checkpoint"]).decode(),
                                        self.trusted, "the latest checkpoint")
        require(self.proved is None or (self.proved[2], self.proved[3]) == (size, root), "events proved against another")
        for name in (one for one in files if one.startswith("checkpoints/")):
            older = checkpoint(self.read(name).decode(), self.trusted, name)
            if older[1] != size:
                path = [base64.b64decode(line) for line in
                        self.read("consistency/%019d.txt" % older[1]).decode().split()]
                require(older[0] == origin and consistent(older[1], size, path, older[2], root),
                        name + ": the log did not grow out of it")
        return manifest["campaign"], events, len(self.decisions), len(self.evidence), size

def main(arguments):
    if len(arguments) != 2:
        sys.exit(__doc__)
    try:
        with open(arguments[1], encoding="utf-8") as lines, zipfile.ZipFile(arguments[0]) as archive:
            print("all of it holds: campaign %s, %d events, %d decisions, %d pieces of evidence, in a log of %d events"
                  % Pack(archive, keys(lines)).check())
            return 0
    except (Bad, KeyError, ValueError, OSError, zipfile.BadZipFile) as e:
        print("DOES NOT HOLD: %s" % (e.args[0] if e.args else e))
        return 1

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
