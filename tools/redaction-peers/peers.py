"""Scores other tools over Weir's labelled lines, by the measure of `weir bench redaction`.

    python3 peers.py TOOL POSITIVES NEGATIVES...

What a tool reports is cut out of the text, as if it were a redactor. A labelled value is gone if no
half of it is left. It is seen if it is gone, or if anything that overlaps it is reported: enough
for a scanner, which only has to name the line. Columns: type, values, gone, seen. A line of the
negatives counts if anything in it is reported. Spans of the labels count UTF-16 units.
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

PERSONAL = {"CREDIT_CARD", "EMAIL", "IBAN", "IP_ADDRESS", "PHONE", "UK_NINO", "US_SSN"}
PRESIDIO_MIN_SCORES = {"presidio": 0.0, "presidio-0.5": 0.5}


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_files(texts, folder):
    """One file a text, so that no tool joins two of them, or reads a name into them."""
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def gitleaks(texts, folder):
    write_files(texts, folder)
    report = folder.parent / "report.json"
    subprocess.run(
        ["gitleaks", "dir", folder, "--no-banner", "--exit-code", "0",
         "--report-format", "json", "--report-path", report], check=True, capture_output=True)
    for finding in json.loads(report.read_text()):
        yield int(pathlib.Path(finding["File"]).stem), finding["Secret"]


def credsweeper(texts, folder):
    write_files(texts, folder)
    report = folder.parent / "report.json"
    subprocess.run(
        ["credsweeper", "--path", folder, "--save-json", report, "--no-stdout"],
        check=True, capture_output=True)
    for finding in json.loads(report.read_text()):
        for part in finding["line_data_list"]:
            yield int(pathlib.Path(part["path"]).stem), part["value"]


def detect_secrets(texts, folder):
    from detect_secrets import SecretsCollection
    from detect_secrets.settings import default_settings

    write_files(texts, folder)
    # These do not ask vendors whether a token is valid.
    with default_settings():
        for number in range(len(texts)):
            secrets = SecretsCollection()
            secrets.scan_file(str(folder / f"{number}.txt"))
            for _, secret in secrets:
                yield number, secret.secret_value


def presidio(texts, min_score):
    import spacy
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    @spacy.Language.component("lower_case_lemma")
    def lower_case_lemma(doc):
        for token in doc:
            token.lemma_ = token.lower_
        return doc

    class BlankEngine(SpacyNlpEngine):
        """No model: no names. The word itself is its lemma, so that words of context count."""

        def __init__(self):
            super().__init__()
            self.nlp = {"en": spacy.blank("en")}
            self.nlp["en"].add_pipe("lower_case_lemma")

        def load(self):
            pass

    analyzer = AnalyzerEngine(nlp_engine=BlankEngine())
    # Every line of a log has a date, and many have a URL: neither is a value of the labels.
    entities = [it for it in analyzer.get_supported_entities("en") if it not in ("DATE_TIME", "URL")]
    for number, text in enumerate(texts):
        for found in analyzer.analyze(text, "en", entities=entities, score_threshold=min_score):
            yield number, text[found.start:found.end]


def run(tool, texts):
    """The texts that a tool reports, by the number of the text that holds them."""
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made) / "texts"
        folder.mkdir()
        if tool in PRESIDIO_MIN_SCORES:
            reports = presidio(texts, PRESIDIO_MIN_SCORES[tool])
        else:
            reports = {"gitleaks": gitleaks, "credsweeper": credsweeper,
                       "detect-secrets": detect_secrets}[tool](texts, folder)
        found = collections.defaultdict(set)
        for number, value in reports:
            if value:
                found[number].add(value)
        return found


def labelled(text, span):
    units = text.encode("utf-16-le")
    return units[2 * span["start"]:2 * span["end"]].decode("utf-16-le")


def survives(value, text):
    half = (len(value) + 1) // 2
    return value[:half] in text or value[-half:] in text


def overlaps(value, label, text):
    """Whether the value occurs at a place that shares a character with the label."""
    start = text.find(label)
    at = text.find(value)
    while at >= 0:
        if at < start + len(label) and start < at + len(value):
            return True
        at = text.find(value, at + 1)
    return False


def main(tool, positives, negatives):
    lines = read(positives)
    found = run(tool, [line["text"] for line in lines])
    scores = collections.defaultdict(lambda: [0, 0, 0])
    for number, line in enumerate(lines):
        rest = line["text"]
        for value in sorted(found[number], key=len, reverse=True):
            rest = rest.replace(value, "[found]")
        for span in line["spans"]:
            value = labelled(line["text"], span)
            gone = not survives(value, rest)
            seen = gone or any(overlaps(it, value, line["text"]) for it in found[number])
            group = "personal data" if span["type"] in PERSONAL else "secrets"
            for name in (span["type"], f"all {group}", "all values"):
                scores[name] = [a + b for a, b in zip(scores[name], (1, gone, seen))]
    for name, score in sorted(scores.items()):
        print("%-20s %7d %7d %7d" % (name, *score))
    texts = [line["text"] for path in negatives for line in read(path)]
    print(f"{len(run(tool, texts))} of {len(texts)} lines reported that must stay as they are")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
