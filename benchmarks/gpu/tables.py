#!/usr/bin/env python3
"""Tables from what run.sh has measured, by the standard library alone.

    tables.py shapes DESCRIPTION.json     the matrices that setol would analyse, one ROWSxCOLS a line
    tables.py compare RESULTS             our backends beside PyTorch's, and the queue of layers
"""
import json
import os
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


def grid(rows):
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        print("  ".join(text.rjust(width) if k else text.ljust(width) for k, (text, width) in enumerate(zip(row, widths))))


def number(value):
    return "-" if value is None else f"{value:.4g}"


def cells(results):
    """All timings, those of one matrix together, PyTorch's first."""
    both = read(results, "torch.json").get("timings", []) + read(results, "setol.json").get("timings", [])
    order = {}
    for cell in both:
        order.setdefault((cell["rows"], cell["cols"], cell["precision"]), []).append(cell)
    return order


def timings(results):
    rows = [("matrix", "by", "best ms", "median ms", "x limit", "x faster than svdvals", "residual or reason")]
    for (m, n, precision), group in cells(results).items():
        peer = next((c["seconds"] for c in group if c["backend"] == "torch.svdvals"), None)
        for cell in group:
            best = cell["seconds"]
            rows.append((
                f"{m}x{n} {precision}",
                cell["backend"],
                number(best and best * 1e3),
                number(best and cell["seconds_median"] * 1e3),
                number(best and cell["ratio"]),
                number(peer / best if best and peer else None),
                str(cell.get("reason") or number(cell.get("residual"))),
            ))
    grid(rows)


def queue(results):
    """Ours are whole processes, Java's start included, and the sums of what their layers' spectra took."""
    peers = read(results, "torch-queue.json").get("queue", [])
    if not peers:
        print("no queue was measured")
        return
    peer = peers[0]
    done, all_of_it = peer["measured"], peer["measured"] == peer["layers"]
    rows = [("queue of layers", "layers", "seconds", "of them spectra", "x faster than svdvals")]
    rows.append((peer["backend"], f"{done} of {peer['layers']}", number(peer["seconds"]), number(peer["seconds"]), "1"))
    for name in ("queue-1", "queue-2"):
        layers = read(results, name + ".json").get("layers", [])
        milliseconds = read(results, name + ".ms")
        if layers and milliseconds:
            spectra = sum(layer["seconds_spectrum"] or 0 for layer in layers)
            rows.append((
                "setol analyze, " + ", ".join(sorted({layer["backend"] or "none" for layer in layers})),
                str(len(layers)),
                number(milliseconds / 1e3),
                number(spectra),
                number(peer["seconds"] * 1e3 / milliseconds) if all_of_it else "svdvals did not end",
            ))
    grid(rows)


def main(arguments):
    match arguments:
        case ["shapes", file]:
            shapes(file)
        case ["compare", results]:
            timings(results)
            print()
            queue(results)
        case _:
            print(__doc__.strip(), file=sys.stderr)
            sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
