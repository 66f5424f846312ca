#!/usr/bin/env python3
"""A peer for benchmarks/process: what WeightWatcher computes for alpha, with NumPy alone.

For every 2-D array of an .npz: float64 singular values (LAPACK gesdd), then the power-law fit over all xmin as
WeightWatcher writes it: one pass of vectorised NumPy for each candidate. Reads nothing else, prints name and alpha.
"""
import sys

import numpy as np


def alpha(eigenvalues):
    x = np.sort(eigenvalues[eigenvalues > 1e-5])
    logs = np.log(x)
    best = (2.0, 0.0)
    for i in range(len(x) - 1):
        m = float(len(x) - i)
        a = 1 + m / (np.sum(logs[i:]) - m * logs[i])
        if a > 1:
            d = np.max(np.abs(1 - (x[i:] / x[i]) ** (1 - a) - np.arange(m) / m))
            best = min(best, (d, a))
    return best[1]


model = np.load(sys.argv[1])
for name in model.files:
    weights = model[name]
    if weights.ndim == 2 and min(weights.shape) >= 10:
        print(name, alpha(np.linalg.svd(weights.astype(np.float64), compute_uv=False) ** 2))
