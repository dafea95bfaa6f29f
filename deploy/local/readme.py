"""Runs the commands of a page and compares the shape of what they print with what the page shows.

Fenced blocks marked bash, java and python are run in order. A json block that follows one of them shows its answer, one JSON
value a line or one value over several lines: every field in it must be in the real answer too, and every literal that has no
ellipsis must be the same.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile


def blocks(page):
    for match in re.finditer(r"^```(\w*)\n(.*?)^```$", page, re.M | re.S):
        yield match.group(1), match.group(2)


def values(text):
    """The JSON values in a text, whatever else stands between them."""
    decoder, at, found = json.JSONDecoder(), 0, []
    while True:
        at = min((i for i in (text.find("{", at), text.find("[", at)) if i >= 0), default=-1)
        if at < 0:
            return found
        try:
            value, end = decoder.raw_decode(text, at)
            found.append(value)
            at = end
        except json.JSONDecodeError:
            at += 1


def difference(shown, real, where="answer"):
    """What the page shows and reality lacks; None if nothing."""
    if isinstance(shown, dict):
        if not isinstance(real, dict):
            return f"{where} is no object"
        for key, value in shown.items():
            if key not in real:
                return f"{where}.{key} is missing"
            found = difference(value, real[key], f"{where}.{key}")
            if found:
                return found
        return None
    if isinstance(shown, list):
        if not isinstance(real, list) or (shown and not real):
            return f"{where} is no list, or empty"
        return next(filter(None, (difference(value, real[0], f"{where}[0]") for value in shown[:1])), None)
    if isinstance(shown, str) and ("…" in shown or re.search(r"\d", shown)):
        return None if isinstance(real, str) else f"{where} is no text"
    if isinstance(shown, (int, float)) and not isinstance(shown, bool):
        return None if isinstance(real, (int, float)) else f"{where} is no number"
    return None if shown == real else f"{where} differs"


def run(language, code):
    with tempfile.TemporaryDirectory() as folder:
        if language == "java":
            name = re.search(r"class (\w+)", code).group(1)
            file = pathlib.Path(folder, name + ".java")
        else:
            file = pathlib.Path(folder, "block")
        file.write_text(code, encoding="utf-8")
        command = {"bash": ["bash", "-euo", "pipefail"], "java": ["java"], "python": ["python3"]}[language]
        return subprocess.run([*command, str(file)], capture_output=True, text=True, timeout=120)


def main(path):
    ran, last = 0, ""
    for language, code in blocks(pathlib.Path(path).read_text(encoding="utf-8")):
        if language in ("bash", "java", "python"):
            result = run(language, code)
            ran, last = ran + 1, result.stdout
            if result.returncode or not last.strip():
                sys.exit(f"{path}: this does not work (exit {result.returncode}):\n{code}\n{last}\n{result.stderr}")
        elif language == "json":
            shown, real = values(code), values(last)
            if not shown or len(real) < len(shown):
                sys.exit(f"{path}: the answer shown is not what comes:\n{code}\n{last}")
            for one, other in zip(shown, real):
                found = difference(one, other)
                if found:
                    sys.exit(f"{path}: {found}:\n{code}\n{last}")
    if not ran:
        sys.exit(f"{path}: no commands found")
    print(f"{path}: {ran} blocks of commands run, all work")


main(sys.argv[1])
