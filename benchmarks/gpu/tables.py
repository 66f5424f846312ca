#!/usr/bin/env python3
"""Tables from what run.sh has measured, by the standard library alone.

    tables.py shapes DESCRIPTION.json     the matrices that setol would analyse, one ROWSxCOLS a line
    tables.py tests NAME CODE OUTPUT      what one class of tests has said: counts, and the first line of each failure
    tables.py compare RESULTS             our backends beside PyTorch's, and the queue of layers
"""
import glob
import json
import os
import re
import sys


def read(folder, name):
    """What a step left behind; nothing where it did not end."""
    try:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def shapes(file):
    with open(file, encoding="utf-8") as text:
        description = json.load(text)
    for tensor in description["tensors"]:
        if tensor["status"] == "analysed":
            print(tensor["shape"])


def tests(name, code, file):
    """Counts of JUnit's summary; how the process ended where it has none."""
    with open(file, encoding="utf-8", errors="replace") as lines:
        text = lines.read()
    counts = dict((what, int(count)) for count, what in re.findall(r"\[\s*(\d+) tests (successful|failed|skipped)", text))
    if not counts:
        print(f"{name}: no summary, " + ("out of time" if code == "124" else f"exit code {code}"))
        return
    if not any(counts.values()):
        return  # only tests that run against stubs
    print(f"{name}: " + ", ".join(f"{counts.get(what, 0)} {what}" for what in ("successful", "failed", "skipped")))
    for line in re.findall(r"^\s*=> (.*)$", text, re.MULTILINE):
        print("    " + line.strip()[:200])


def grid(rows):
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        print("  ".join(text.rjust(width) if k else text.ljust(width) for k, (text, width) in enumerate(zip(row, widths))))


def number(value):
    return "-" if value is None else f"{value:.4g}"


def cells(results):
    """All timings, those of one matrix together, PyTorch's first."""
    both = read(results, "torch.json").get("timings", [])
    for file in sorted(glob.glob(os.path.join(results, "setol-*.json"))):
        both += read(results, os.path.basename(file)).get("timings", [])
    order = {}
    for cell in both:
        order.setdefault((cell["rows"], cell["cols"], cell["precision"]), []).append(cell)
    return order


def timings(results):
    rows = [("matrix", "by", "best ms", "median ms", "x limit", "x faster than svdvals", "residual or reason")]
    for (m, n, precision), group in cells(results).items():
        peer = next((c.get("seconds") for c in group if c["backend"] == "torch.svdvals"), None)
        for cell in group:
            best = cell.get("seconds")
            rows.append((
                f"{m}x{n} {precision}",
                cell["backend"],
                number(best and best * 1e3),
                number(best and cell.get("seconds_median", best) * 1e3),
                number(best and cell.get("ratio")),
                number(peer / best if best and peer else None),
                str(cell.get("reason") or number(cell.get("residual"))),
            ))
    grid(rows)


def queue(results):
    """Ours are whole processes, Java's start included, and the sums of what their layers' spectra took."""
    rows = [("queue of layers", "layers", "seconds", "of them spectra", "x faster than svdvals")]
    peer = next(iter(read(results, "torch-queue.json").get("queue", [])), None)
    if peer:
        done = f"{peer['measured']} of {peer['layers']}"
        rows.append((peer["backend"], done, number(peer["seconds"]), number(peer["seconds"]), "1"))
    all_of_it = peer and peer["measured"] == peer["layers"]
    for file in sorted(glob.glob(os.path.join(results, "queue-*.ms"))):
        name = os.path.basename(file).removesuffix(".ms")
        layers = read(results, name + ".json").get("layers", [])
        milliseconds = read(results, name + ".ms")
        if layers and milliseconds:
            spectra = sum(layer.get("seconds_spectrum") or 0 for layer in layers)
            rows.append((
                f"setol analyze, {name.split('-')[1]} lanes, " + ", ".join(sorted({layer["backend"] or "none" for layer in layers})),
                str(len(layers)),
                number(milliseconds / 1e3),
                number(spectra),
                number(peer["seconds"] * 1e3 / milliseconds) if all_of_it else "-",
            ))
    if len(rows) == 1:
        print("no queue was measured")
    else:
        grid(rows)


def main(arguments):
    match arguments:
        case ["shapes", file]:
            shapes(file)
        case ["tests", name, code, file]:
            tests(name, code, file)
        case ["compare", results]:
            timings(results)
            print()
            queue(results)
        case _:
            print(__doc__.strip(), file=sys.stderr)
            sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
