#!/usr/bin/env python3
"""The peer on the same device: singular values by PyTorch, as `setol bench svd --json` times ours.

    torch_peer.py [--device cuda] [--sizes 1024,4096,8192x2048] [--precision float32] [--budget SECONDS]
    torch_peer.py --queue SHAPES      # one size a line: all of them in a row, from host memory, as a model would come

Methods: torch.linalg.svdvals, torch.linalg.eigvalsh of the Gram matrix on the shorter side. Times lie between synchronised
clocks after one warm-up call. The limit is m n^2 + 4/3 n^3 operations at the rate of torch.matmul, measured beside each size
without TF32. Prints JSON; exits 2 with one line when PyTorch or the device is missing.
"""
import argparse
import json
import statistics
import sys
import time

GEMM_SIDE = {"cuda": 8192, "cpu": 1024}


def fail(reason):
    print(f"torch_peer: {reason}", file=sys.stderr)
    sys.exit(2)


try:
    import torch
except ImportError:
    fail("this Python has no PyTorch; run it with one that has")


def shape(text):
    rows, _, cols = text.strip().partition("x")
    if not rows.isdecimal() or not (cols or rows).isdecimal():
        fail(f"'{text.strip()}' is no size; write N or ROWSxCOLS")
    return int(rows), int(cols or rows)


def synchronise(device):
    if device == "cuda":
        torch.cuda.synchronize()


def seconds(device, action):
    synchronise(device)
    start = time.perf_counter()
    action()
    synchronise(device)
    return time.perf_counter() - start


def times(device, action, budget):
    action()
    runs = []
    while not runs or sum(runs) < budget and len(runs) < 100:
        runs.append(seconds(device, action))
    return runs


def gram(a):
    return a.T @ a if a.shape[0] >= a.shape[1] else a @ a.T


METHODS = {
    "torch.svdvals": torch.linalg.svdvals,
    "torch.eigvalsh": lambda a: torch.linalg.eigvalsh(gram(a)),
}


def gemm_rate(device, dtype):
    n = GEMM_SIDE[device]
    b = torch.randn(n, n, device=device, dtype=dtype)
    return 2 * n**3 / min(times(device, lambda: b @ b, 0.3))


def measure(device, size, precision, budget):
    rows, cols = size
    dtype = getattr(torch, precision)
    limit = (rows * cols * min(size) + 4 / 3 * min(size) ** 3) / gemm_rate(device, dtype)
    torch.manual_seed(42)
    a = torch.randn(rows, cols, device=device, dtype=dtype)
    for name, method in METHODS.items():
        cell = {"rows": rows, "cols": cols, "precision": precision, "backend": name}
        try:
            runs = times(device, lambda: method(a), budget)
            cell |= {
                "runs": len(runs),
                "seconds": min(runs),
                "seconds_median": statistics.median(runs),
                "gemm_limit_seconds": limit,
                "ratio": min(runs) / limit,
            }
        except RuntimeError as e:
            cell |= {"seconds": None, "reason": str(e).splitlines()[0]}
        yield cell


def queue(device, sizes, precision, budget):
    """All layers once, each copied from the host; what does not fit the budget is scaled up from what did."""
    dtype = getattr(torch, precision)
    spent, done = 0.0, 0
    for rows, cols in sizes:
        host = torch.randn(rows, cols, dtype=torch.bfloat16)
        if done == 0:
            torch.linalg.svdvals(host.to(device).to(dtype))
        spent += seconds(device, lambda: torch.linalg.svdvals(host.to(device).to(dtype)).cpu())
        done += 1
        if spent > budget:
            break
    return {"backend": "torch.svdvals", "layers": len(sizes), "measured": done, "seconds": spent, "precision": precision}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cuda", choices=["cuda", "cpu"])
    parser.add_argument("--sizes", default="1024,2048,4096,8192x2048")
    parser.add_argument("--precision", default="float32", help="float32, float64, or both by a comma")
    parser.add_argument("--budget", type=float, default=2.0, help="seconds for each cell; with --queue for the queue")
    parser.add_argument("--queue", metavar="SHAPES", help="file with one size a line")
    options = parser.parse_args()
    if options.device == "cuda" and not torch.cuda.is_available():
        fail("PyTorch sees no CUDA device")
    torch.backends.cuda.matmul.allow_tf32 = False
    precisions = options.precision.split(",")
    result = {
        "tool": "torch",
        "version": torch.__version__,
        "device": torch.cuda.get_device_name() if options.device == "cuda" else "cpu",
    }
    try:
        if options.queue:
            with open(options.queue, encoding="utf-8") as lines:
                sizes = [shape(line) for line in lines if line.strip()]
            result["queue"] = [queue(options.device, sizes, p, options.budget) for p in precisions]
        else:
            sizes = [shape(text) for text in options.sizes.split(",")]
            result["timings"] = [
                cell for size in sizes for p in precisions for cell in measure(options.device, size, p, options.budget)
            ]
    except (ValueError, OSError) as e:
        fail(str(e))
    json.dump(result, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
