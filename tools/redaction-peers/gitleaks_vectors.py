#!/usr/bin/env python3
"""Writes the texts that gitleaks' rules have to find, with the secret in each, for weir bench redaction.

Usage: gitleaks_vectors.py VERSION DIR

gitleaks makes most of its test texts when its rules are built, so no file has them. This
script takes a copy of the Go module, lets the function that checks each rule print what it is
given and what the rule found in it, and writes DIR/positives.jsonl in Weir's own format. It needs
Go and a proxy of modules.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

MODULE = "github.com/zricethezav/gitleaks/v8"
CHECKS = "cmd/generate/config/utils/validate.go"
MARK = "VECTOR "

PRINT = """
func printVectors(rule string, text string, findings []report.Finding) {
	for _, finding := range findings {
		line, _ := json.Marshal(map[string]string{"rule": rule, "text": text, "secret": finding.Secret})
		fmt.Fprintln(os.Stderr, "VECTOR "+string(line))
	}
}
"""


def patched(source):
    """The checks of gitleaks, which also print; a version that has others cannot be measured so."""
    steps = [
        ("import (\n", 'import (\n\t"encoding/json"\n\t"fmt"\n\t"os"\n\t"%s/report"\n' % MODULE),
        ("\t\tif len(d.DetectString(tp)) < 1 {", "\t\tprintVectors(r.RuleID, tp, d.DetectString(tp))\n"
         "\t\tif len(d.DetectString(tp)) < 1 {"),
        ("\t\tif len(d.Detect(f)) != 1 {", "\t\tprintVectors(r.RuleID, tp, d.Detect(f))\n"
         "\t\tif len(d.Detect(f)) != 1 {"),
    ]
    for old, new in steps:
        if source.count(old) != 1:
            sys.exit("this version of gitleaks checks its rules in another way: no single %r in %s" % (old, CHECKS))
        source = source.replace(old, new)
    return source + PRINT


def vectors(version, folder):
    download = subprocess.run(["go", "mod", "download", "-json", "%s@%s" % (MODULE, version)],
                              cwd=folder, check=True, capture_output=True, text=True)
    copy = pathlib.Path(folder, "gitleaks")
    shutil.copytree(json.loads(download.stdout)["Dir"], copy)
    subprocess.run(["chmod", "-R", "u+w", copy], check=True)
    checks = copy / CHECKS
    checks.write_text(patched(checks.read_text()))
    run = subprocess.run(["go", "run", "./cmd/generate/config", str(copy / "rules.toml")],
                         cwd=copy, capture_output=True, text=True)
    lines = [line for line in run.stderr.splitlines() if line.startswith(MARK)]
    if not lines:
        sys.exit("gitleaks printed no vector: " + run.stderr[-500:])
    return [json.loads(line[len(MARK):]) for line in lines]


def utf16(text):
    """The length of a text in Java."""
    return len(text.encode("utf-16-le")) // 2


def main(version, directory):
    out = pathlib.Path(directory)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        found = {(v["text"], v["secret"]): v["rule"] for v in vectors(version, folder) if v["secret"] and v["secret"] in v["text"]}
    with open(out / "positives.jsonl", "w") as file:
        for n, ((text, secret), rule) in enumerate(found.items()):
            start = utf16(text[:text.index(secret)])
            span = {"start": start, "end": start + utf16(secret), "type": "SECRET"}
            file.write(json.dumps({"id": "%s-%d" % (rule, n), "text": text, "spans": [span]}) + "\n")
    (out / "negatives.jsonl").write_text("")
    print("%d texts with a secret, of %d rules" % (len(found), len(set(found.values()))))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
