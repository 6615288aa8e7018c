"""Golden weights of EASE (Steck 2019) by numpy's inverse: writes ease.json. Small made-up data lie beside their weights; of ml-latest-small there are sums
and samples of weights only.

Usage: python ease.py [folder of the data sets]
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from versions import VERSIONS

HERE = Path(__file__).parent
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data"


def ease(X, l2):
    G = X.T @ X + l2 * np.identity(X.shape[1])
    P = np.linalg.inv(G)
    B = P / -np.diag(P)
    B[np.diag_indices(len(B))] = 0
    return B


random = np.random.default_rng(20261127)
small = []
for users, items, values, l2 in [(30, 12, "counts", 5.0), (30, 17, "any", 0.5), (9, 20, "counts", 0.01), (6, 1, "counts", 1.0)]:
    X = random.poisson(0.6, (users, items)).astype(float)
    if values == "any":
        X *= np.round(random.normal(1, 2, X.shape), 3)
    X[np.arange(items) % users, np.arange(items)] = 1  # each item has a user
    small.append({"l2": l2, "X": X.tolist(), "weights": ease(X, l2).ravel().tolist()})

LEAST = 10
ratings = pd.read_csv(DATA / "ml-latest-small/ratings.csv")
often = ratings[ratings.groupby("movieId").rating.transform("size") >= LEAST]
table = often.pivot(index="userId", columns="movieId", values="rating").fillna(0)
real = {"least": LEAST, "users": len(table), "items": table.shape[1], "cases": []}
at = random.integers(0, table.shape[1], (300, 2))
for values, l2 in [("ratings", 100.0), ("binary", 20.0)]:
    B = ease(table.to_numpy() if values == "ratings" else (table.to_numpy() > 0).astype(float), l2)
    real["cases"].append(
        {
            "values": values,
            "l2": l2,
            "largest": np.abs(B).max(),
            "sum": B.sum(),
            "norm": np.sqrt((B * B).sum()),
            "at": at.tolist(),
            "weights": B[at[:, 0], at[:, 1]].tolist(),
        }
    )

golden = {"versions": VERSIONS, "small": small, "real": real}
(HERE / "ease.json").write_text(json.dumps(golden, separators=(",", ":")).replace('{"l2"', '\n{"l2"').replace('{"values"', '\n{"values"') + "\n")
print(len(small), real["users"], real["items"])
