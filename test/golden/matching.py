"""Golden costs of optimal matchings by scipy, the matrices beside them: writes matching.json."""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from versions import VERSIONS

random = np.random.default_rng(20261126)
sizes = [(1, 1), (1, 4), (4, 1), (2, 2), (3, 3), (3, 5), (5, 3), (5, 5), (5, 5), (8, 8), (8, 8), (7, 12), (12, 7), (13, 13), (20, 20), (20, 31), (31, 20), (40, 40)]
cases = []
for rows, columns in sizes:
    for most in [1, 4, 1000]:  # few different costs: many ties
        cost = random.integers(-most, most + 1, (rows, columns))
        chosen = linear_sum_assignment(cost)
        cases.append({"rows": rows, "columns": columns, "cost": cost.ravel().tolist(), "least": int(cost[chosen].sum())})
for rows, columns in sizes:
    cost = np.round(random.exponential(1, (rows, columns)), 6)
    chosen = linear_sum_assignment(cost)
    cases.append({"rows": rows, "columns": columns, "cost": cost.ravel().tolist(), "least": float(cost[chosen].sum())})
golden = {"versions": VERSIONS, "cases": cases}
Path(__file__).with_name("matching.json").write_text(json.dumps(golden, separators=(",", ":")).replace('{"rows"', '\n{"rows"') + "\n")
print(len(cases))
