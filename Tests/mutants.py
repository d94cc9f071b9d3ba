#!/usr/bin/env python3
"""Small semantic mutants of the product, all compiled together behind one switch, each run against the tests that can notice it.

    python3 Tests/mutants.py --seed 1 --count 200
    python3 Tests/mutants.py --seed 1 --count 60 --only Journal,Verifier --quick

A copy of the tree is made under .build/mutants, COUNT places in it are rewritten so that MUTANT=n gives the n-th mutant, and it
is built once; what does not compile is put back. Then each mutant is run. Results are kept: the same call goes on where it
stopped. Survivors are printed, and those that Tests/mutants-equivalent.txt names count as equivalent, with its reason.
"""

import argparse
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# How often a place of a module is taken, against one of the others.
WEIGHTS = {
    "Governance": 4, "Engine": 3, "Journal": 3, "Verifier": 3, "Definitions": 2, "Statechart": 2, "FEEL": 1, "SQLiteStorage": 2,
    "Commands": 1, "Calendar": 1, "Exchange": 1, "Diagnostics": 1,
}
QUICK = {
    "Diagnostics": ["DiagnosticsTests", "DefinitionsTests", "ShellTests"],
    "Calendar": ["CalendarTests", "FEELTests", "EngineTests"],
    "FEEL": ["FEELTests", "DefinitionsTests", "EngineTests"],
    "Statechart": ["StatechartTests", "ExchangeTests", "EngineTests"],
    "Definitions": ["DefinitionsTests", "EngineTests", "GovernanceTests"],
    "Governance": ["GovernanceTests", "EngineTests", "CommandsTests"],
    "Journal": ["JournalTests", "SQLiteStorageTests", "VerifierTests", "EngineTests"],
    "SQLiteStorage": ["SQLiteStorageTests", "JournalTests", "EngineTests"],
    "Verifier": ["VerifierTests"],
    "Engine": ["EngineTests", "CommandsTests"],
    "Exchange": ["ExchangeTests", "CommandsTests"],
    "Commands": ["CommandsTests", "ShellTests"],
}
MODULES = list(WEIGHTS)
ALL_QUICK = sorted({name for names in QUICK.values() for name in names} | {"ShellTests"})
# What a module may break that only damaged files and failing disks show.
FAULTS = {"Journal": "DamagedFiles", "SQLiteStorage": "FaultTests", "Verifier": "DamagedFiles"}

# ---------------------------------------------------------------------------------------------------------------- reading


def masked(text):
    """The code, with comments and texts blanked out, as long as it was."""
    out = list(text)
    i, n = 0, len(text)

    def blank(a, b):
        for k in range(a, min(b, n)):
            if out[k] != "\n":
                out[k] = " "

    def passed(i, hashes):
        quote = '"""' if text.startswith('"""', i) else '"'
        i += len(quote)
        end = quote + "#" * hashes
        while i < n and not text.startswith(end, i):
            if text.startswith("\\" + "#" * hashes + "(", i):
                depth, i = 1, i + 2 + hashes
                while i < n and depth:
                    if text[i] == '"':
                        i = passed(i, 0)
                        continue
                    depth += {"(": 1, ")": -1}.get(text[i], 0)
                    i += 1
                continue
            i += 2 if text[i] == "\\" and hashes == 0 else 1
        return i + len(end)

    while i < n:
        if text.startswith("//", i):
            j = text.find("\n", i)
            j = n if j < 0 else j
            blank(i, j)
            i = j
        elif text[i] == '"' or re.match(r'#+"', text[i : i + 5]):
            hashes = len(text[i:]) - len(text[i:].lstrip("#")) if text[i] == "#" else 0
            j = passed(i + hashes, hashes)
            # The quotes stay, so that there is something where the text was.
            blank(i + 1, j - 1)
            i = j
        else:
            i += 1
    return "".join(out)


def balanced(code):
    depth = 0
    for c in code:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(c, 0)
        if depth < 0:
            return False
    return depth == 0


COMPARISONS = {"==": ["!="], "!=": ["=="], "<": ["<=", ">="], ">": [">=", "<="], "<=": ["<", ">"], ">=": [">", "<"]}
OUTCOMES = {"accepted": "refused", "refused": "accepted", "pending": "accepted"}


def places(path, text):
    """Places of a file that can be mutated: start, end, how, and what it becomes."""
    code = masked(text)
    found = []
    lines = code.split("\n")
    offset = 0
    for number, line in enumerate(lines):
        bare = line.strip()
        skip = re.match(r"(import|func|public func|static func|init|public init|infix|case |typealias|associatedtype|@)", bare)
        is_head = re.match(r"(public |private |fileprivate |internal |open |final |static |mutating |override )*(func|init|struct|class|enum|extension|protocol|subscript)\b", bare)
        if not skip and not is_head:
            for m in re.finditer(r" (==|!=|<=|>=|<|>) ", line):
                for new in COMPARISONS[m.group(1)]:
                    found.append((offset + m.start(1), offset + m.end(1), "compare", new))
            for m in re.finditer(r" (&&|\|\|) ", line):
                found.append((offset + m.start(1), offset + m.end(1), "join", "||" if m.group(1) == "&&" else "&&"))
            for m in re.finditer(r" ([+-]) ", line):
                found.append((offset + m.start(1), offset + m.end(1), "sum", "-" if m.group(1) == "+" else "+"))
            for m in re.finditer(r"(?<![\w.])(true|false)(?!\w)", line):
                found.append((offset + m.start(1), offset + m.end(1), "flip", ""))
            for m in re.finditer(r"(?<![\w.#$])(\d{1,4})(?![\w.])", line):
                found.append((offset + m.start(1), offset + m.end(1), "number", str(int(m.group(1)) + 1)))
            for m in re.finditer(r"(?<=[ (\[:,])\.(accepted|refused|pending)\b(?!\()", line):
                found.append((offset + m.start(), offset + m.end(), "pick", "." + OUTCOMES[m.group(1)]))
        m = re.match(r"^(\s*)(\} else )?(if|guard) (?!let |case |var |#)(.*?) (\{|else \{)", line)
        if m and balanced(m.group(4)) and "," not in m.group(4) and not re.search(r"\b(let|case|var)\b", m.group(4)):
            found.append((offset + m.start(4), offset + m.end(4), "negate", ""))
        m = re.match(r"^(\s*)([A-Za-z_][\w.?\[\]]*(\(.*\)|(\[.*\])?\s(=|\+=|-=)\s.+))$", line)
        nxt = lines[number + 1].strip() if number + 1 < len(lines) else ""
        before = lines[number - 1].rstrip() if number else ""
        if (
            m and balanced(line) and not re.match(r"\s*(return|let|var|case|throw|import|default|super|self\.init|switch|for|while|guard|if|repeat|do|try|await|public|private|static|func|init|struct|extension)\b", line)
            and not re.match(r"^[.?:+\-*/&|<>=]", nxt) and re.search(r"(\{|\}|\)|;|\w|\]|\"|in)$", before)
            and not re.search(r"(=|\(|,|\[|->|\?|:|&&|\|\||\+|return|in)$", before) or m and before.endswith(" in") and balanced(line)
        ):
            found.append((offset + m.start(2), offset + m.end(2), "remove", ""))
        m = re.match(r"^(\s*)(try [\w.]+\(.*\))$", line)
        if m and balanced(line) and before.endswith(("{", "}", ")")) and not before.endswith(("= {", "in {")) and not re.match(r"^[.?]", nxt):
            found.append((offset + m.start(2), offset + m.end(2), "remove", ""))
        offset += len(line) + 1
    return found


SIGNS = "∙∘∗∔∖∝∟∧"


def operator(n):
    digits = ""
    while True:
        digits = SIGNS[n % 8] + digits
        n //= 8
        if n == 0:
            return "⊢" + digits


def rewritten(n, old, how, new):
    if how in ("compare", "join", "sum"):
        return operator(n)
    if how == "flip":
        return f"Mutant.flip({n}, {old})"
    if how == "number":
        return f"Mutant.pick({n}, {old}, {new})"
    if how == "pick":
        return f"Mutant.pick({n}, {old}, {new})"
    if how == "negate":
        return f"Mutant.flip({n}, {old})"
    return f"if Mutant.keeps({n}) {{ {old} }}"


def declaration(n, old, how, new):
    name = operator(n)
    if how == "compare":
        precedence, bound = "ComparisonPrecedence", "Equatable" if old in ("==", "!=") else "Comparable"
        text = f"infix operator {name}: {precedence}\npublic func {name}<T: {bound}>(a: T, b: T) -> Bool {{ Mutant.on({n}) ? a {new} b : a {old} b }}\n"
        if bound == "Equatable":
            text += f"public func {name}<T>(a: T?, b: _OptionalNilComparisonType) -> Bool {{ Mutant.on({n}) ? a {new} b : a {old} b }}\n"
        return text
    if how == "join":
        precedence = "LogicalConjunctionPrecedence" if old == "&&" else "LogicalDisjunctionPrecedence"
        return (
            f"infix operator {name}: {precedence}\npublic func {name}(a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool "
            f"{{ try Mutant.on({n}) ? a {new} b() : a {old} b() }}\n"
        )
    if how == "sum":
        return (
            f"infix operator {name}: AdditionPrecedence\npublic func {name}<T: AdditiveArithmetic>(a: T, b: T) -> T "
            f"{{ Mutant.on({n}) ? a {new} b : a {old} b }}\n"
        )
    return ""


SWITCH = """import Glibc

public enum Mutant {
  private static let chosen = getenv("MUTANT").flatMap { Int(String(cString: $0)) } ?? 0
  public static func on(_ n: Int) -> Bool { chosen == n }
  public static func keeps(_ n: Int) -> Bool { chosen != n }
  public static func flip(_ n: Int, _ value: Bool) -> Bool { chosen == n ? !value : value }
  public static func pick<T>(_ n: Int, _ value: T, _ other: T) -> T { chosen == n ? other : value }
}

"""

# ---------------------------------------------------------------------------------------------------------------- building


class Mutants:
    def __init__(self, seed, count, only="", quick=False):
        self.seed, self.count, self.quick = seed, count, quick
        self.modules = only.split(",") if only else MODULES
        head = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
        self.folder = os.path.join(ROOT, ".build", "mutants")
        self.tree = os.path.join(self.folder, "tree")
        self.results = os.path.join(self.folder, f"{head or 'tree'}-{seed}-{count}{'-' + only if only else ''}{'-quick' if quick else ''}.jsonl")
        self.plan = self.results.replace(".jsonl", ".plan.json")
        self.mutants = []

    def choose(self):
        """More places than are wanted, since some will not compile."""
        pool = []
        for module in self.modules:
            base = os.path.join(ROOT, "Sources", module)
            for folder, _, names in sorted(os.walk(base)):
                for name in sorted(names):
                    if name.endswith(".swift"):
                        path = os.path.relpath(os.path.join(folder, name), ROOT)
                        text = open(os.path.join(ROOT, path), encoding="utf8").read()
                        pool += [(module, path) + place for place in places(path, text)]
        chance = random.Random(self.seed)
        keyed = sorted(((chance.random() ** (1 / WEIGHTS[p[0]]), p) for p in pool), key=lambda k: -k[0])
        chosen, taken = [], {}
        for _, place in keyed:
            spans = taken.setdefault(place[1], [])
            # One mutant a place, and none within another.
            if any(place[2] < b and a < place[3] for a, b in spans):
                continue
            spans.append((place[2], place[3]))
            chosen.append(place)
            if len(chosen) == int(self.count * 1.5) + 10:
                break
        self.mutants = []
        for number, (module, path, start, end, how, new) in enumerate(chosen, 1):
            text = open(os.path.join(ROOT, path), encoding="utf8").read()
            self.mutants.append({
                "n": number, "module": module, "path": path, "start": start, "end": end, "how": how, "new": new,
                "old": text[start:end], "line": text.count("\n", 0, start) + 1,
                "code": text[text.rfind("\n", 0, start) + 1 : (text + "\n").find("\n", end)].strip(),
            })

    def lay_out(self):
        os.makedirs(self.tree, exist_ok=True)
        names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
        wanted = {n for n in names if n}
        for name in sorted(wanted):
            self.copy(name)
        for folder, _, files in os.walk(self.tree):
            if os.path.relpath(folder, self.tree).startswith(".build"):
                continue
            for file in files:
                path = os.path.relpath(os.path.join(folder, file), self.tree)
                if path not in wanted and not path.startswith("Sources/Mutant/"):
                    os.remove(os.path.join(self.tree, path))

    def put(self, name, text):
        path = os.path.join(self.tree, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if not os.path.exists(path) or open(path, encoding="utf8").read() != text:
            with open(path, "w", encoding="utf8") as file:
                file.write(text)

    def copy(self, name):
        source, target = os.path.join(ROOT, name), os.path.join(self.tree, name)
        if not os.path.isfile(source):
            return
        data = open(source, "rb").read()
        if name in {m["path"] for m in self.mutants} or name == "Package.swift":
            return
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not os.path.exists(target) or open(target, "rb").read() != data:
            with open(target, "wb") as file:
                file.write(data)
            shutil.copymode(source, target)

    def write(self):
        package = open(os.path.join(ROOT, "Package.swift"), encoding="utf8").read()
        package = package.replace(
            ".target(name: name, dependencies: dependencies, swiftSettings: strict)",
            '.target(name: name, dependencies: dependencies + ["Mutant"], swiftSettings: strict)')
        package = package.replace('    module("Diagnostics"),', '    .target(name: "Mutant"),\n    module("Diagnostics"),')
        self.put("Package.swift", package)
        switch = SWITCH
        for path in sorted({m["path"] for m in self.mutants}):
            text = open(os.path.join(ROOT, path), encoding="utf8").read()
            for m in sorted((m for m in self.mutants if m["path"] == path), key=lambda m: -m["start"]):
                if m.get("dropped"):
                    continue
                text = text[: m["start"]] + rewritten(m["n"], m["old"], m["how"], m["new"]) + text[m["end"] :]
            self.put(path, "import Mutant\n" + text)
        for m in self.mutants:
            if not m.get("dropped"):
                switch += declaration(m["n"], m["old"], m["how"], m["new"])
        self.put("Sources/Mutant/Mutant.swift", switch)

    def build(self):
        """Builds until it compiles; what stands on a line with an error is put back."""
        for attempt in range(40):
            self.write()
            run = subprocess.run(
                ["swift", "build", "--build-tests"], cwd=self.tree, capture_output=True, text=True, env=dict(os.environ, CI=""))
            if run.returncode == 0:
                return
            bad = set()
            for path, line in re.findall(re.escape(self.tree) + r"/(\S+?\.swift):(\d+):\d+: error:", run.stdout + run.stderr):
                bad.add((path, int(line) - 1))
            dropped = 0
            for path, line in bad:
                near = [m for m in self.mutants if m["path"] == path and not m.get("dropped")]
                hits = [m for m in near if m["line"] <= line <= m["line"] + m["old"].count("\n")] or [
                    m for m in near if abs(m["line"] - line) <= 3]
                # An initialiser that lacks something says so at its end.
                before = [m for m in near if m["how"] == "remove" and m["line"] <= line]
                hits = hits or before[:0] + ([max(before, key=lambda m: m["line"])] if before else near[:1])
                for m in hits:
                    m["dropped"] = True
                    dropped += 1
            print(f"building     {dropped} places do not compile and are put back", flush=True)
            if not dropped:
                sys.exit(f"this does not build, and no mutant is to blame:\n{(run.stdout + run.stderr)[-3000:]}")
        sys.exit("this does not build after forty attempts")

    def prepare(self):
        if os.path.exists(self.plan):
            self.mutants = json.load(open(self.plan, encoding="utf8"))
        else:
            self.choose()
        self.lay_out()
        self.build()
        kept = [m for m in self.mutants if not m.get("dropped")]
        for m in kept[self.count :]:
            m["spare"] = True
        json.dump(self.mutants, open(self.plan, "w", encoding="utf8"))
        return [m for m in kept if not m.get("spare")]

    # -------------------------------------------------------------------------------------------------------------- running

    def test(self, n, names, seconds):
        """Whether the tests notice: True, or False, or None when they do not end."""
        bundle = os.path.join(self.tree, ".build/debug/convenantPackageTests.xctest")
        environment = dict(os.environ, MUTANT=str(n), SWIFT_BACKTRACE="enable=no")
        try:
            run = subprocess.run(
                [bundle, "--testing-library", "swift-testing", "--filter", "|".join(names), "--skip", "WhatIsMade"], cwd=self.tree, env=environment,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds, start_new_session=True)
            return run.returncode != 0
        except subprocess.TimeoutExpired:
            return None

    def check(self, n):
        """The cases beside the shipped definitions."""
        binary = os.path.join(self.tree, ".build/debug/convenant")
        try:
            run = subprocess.run(
                [binary, "check"], cwd=self.tree, env=dict(os.environ, MUTANT=str(n), SWIFT_BACKTRACE="enable=no"),
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
            return run.returncode != 0
        except subprocess.TimeoutExpired:
            return None

    def judge(self, m):
        started = time.time()
        stages = [lambda: self.test(m["n"], QUICK[m["module"]], 180), lambda: self.check(m["n"]),
                  lambda: self.test(m["n"], ALL_QUICK, 240), lambda: self.test(m["n"], ["Transcripts"], 600)]
        if self.quick:
            stages = stages[:1]
        elif m["module"] in FAULTS:
            stages.append(lambda: self.test(m["n"], [FAULTS[m["module"]]], 900))
        outcome = "survived"
        for stage, run in enumerate(stages, 1):
            noticed = run()
            if noticed is not False:
                outcome = "killed" if noticed else "timeout"
                break
        return {"n": m["n"], "outcome": outcome, "stage": stage, "seconds": round(time.time() - started, 1)}

    def run(self, mutants, workers):
        known = {}
        if os.path.exists(self.results):
            for line in open(self.results, encoding="utf8"):
                record = json.loads(line)
                known[record["n"]] = record
        if not known:
            print("trying       the tests without a mutant", flush=True)
            if self.test(0, ALL_QUICK + ["Transcripts"], 900) or self.check(0):
                sys.exit("the tests fail without a mutant")
        left = [m for m in mutants if m["n"] not in known]
        with concurrent.futures.ThreadPoolExecutor(workers) as pool, open(self.results, "a", encoding="utf8") as file:
            for record in pool.map(self.judge, left):
                known[record["n"]] = record
                file.write(json.dumps(record) + "\n")
                file.flush()
                print(f"{record['outcome']:12} {len(known)}/{len(mutants)}  {describe(mutants, record['n'])}", flush=True)
        return known


def describe(mutants, n):
    m = next(m for m in mutants if m["n"] == n)
    becomes = {"remove": "(removed)", "flip": "(flipped)", "negate": "(negated)"}.get(m["how"], m["new"])
    old = m["code"] if m["how"] == "remove" else m["old"]
    return f"{m['path']}:{m['line']}  {old} → {becomes}    in: {m['code'][:100]}"


def equivalents():
    """What was judged to change nothing: `path | code of the line | what it becomes | reason`."""
    path = os.path.join(ROOT, "Tests", "mutants-equivalent.txt")
    rows = [line.rstrip("\n").split(" | ") for line in open(path, encoding="utf8")] if os.path.exists(path) else []
    # The code may hold the sign that stands between the parts.
    return {
        (r[0], " | ".join(r[1:-2]), r[-2]): r[-1] for r in rows if len(r) >= 4 and not r[0].startswith("#")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="these modules alone, separated by commas")
    parser.add_argument("--quick", action="store_true", help="only the tests of the module and those near it")
    arguments = parser.parse_args()
    work = Mutants(arguments.seed, arguments.count, arguments.only, arguments.quick)
    mutants = work.prepare()
    print(f"mutants      {len(mutants)} of seed {arguments.seed}; {sum(1 for m in work.mutants if m.get('dropped'))} places did not compile")
    known = work.run(mutants, arguments.workers)
    reasons = equivalents()
    survivors, same = [], []
    for m in mutants:
        if known[m["n"]]["outcome"] == "survived":
            becomes = {"remove": "(removed)", "flip": "(flipped)", "negate": "(negated)"}.get(m["how"], m["new"])
            reason = reasons.get((m["path"], m["code"], becomes))
            (same if reason else survivors).append((m, reason))
    for m, reason in same:
        print(f"equivalent   {describe(mutants, m['n'])}\n             {reason}")
    for m, _ in survivors:
        print(f"SURVIVED     {describe(mutants, m['n'])}")
    counted = len(mutants) - len(same)
    killed = counted - len(survivors)
    modules = {}
    for m in mutants:
        row = modules.setdefault(m["module"], [0, 0])
        row[0] += 1
        row[1] += known[m["n"]]["outcome"] != "survived"
    for name, (all_of, dead) in sorted(modules.items()):
        print(f"  {name:14} {dead:4} of {all_of}")
    print(f"killed       {killed} of {counted} ({100 * killed / max(1, counted):.1f} %), {len(same)} equivalent")
    sys.exit(0 if killed >= 0.95 * counted else 1)


main()
