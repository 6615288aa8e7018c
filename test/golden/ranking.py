"""Golden measures of ranked lists by RecTools on seeded lists that lie beside them, and a paired bootstrap by scipy: writes ranking.json.

RecTools has no Gini index: that one is half the relative mean difference, pair by pair.
"""

import json
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from rectools import Columns
from rectools.metrics import (
    MAP,
    MRR,
    NDCG,
    AvgRecPopularity,
    CatalogCoverage,
    HitRate,
    IntraListDiversity,
    MeanInvUserFreq,
    PairwiseHammingDistanceCalculator,
    Precision,
    Recall,
)
from scipy.stats import bootstrap

HERE = Path(__file__).parent
N_USERS, N_ITEMS, KS = 60, 50, [1, 3, 10, 25]
random = np.random.default_rng(20261126)

# lists of all lengths, none of them empty in RecTools' eyes: who has no list there has no row
popular = 1 / np.arange(2, N_ITEMS + 2)
popular /= popular.sum()
draw = lambda n: random.choice(N_ITEMS, n, replace=False, p=popular).tolist()
rankings = [draw(random.integers(0, 20)) for _ in range(N_USERS)]
relevant = [draw(random.integers(1, 30) if u % 3 else 1) for u in range(N_USERS)]
train = [draw(random.integers(1, 12)) for _ in range(40)]
features = random.integers(0, 2, (N_ITEMS, 5))
rankings[0], relevant[0] = relevant[1][:10], relevant[1]  # nothing but hits
relevant[2] = [i for i in range(N_ITEMS) if i not in rankings[2]][:4]  # no hit


def table(lists):
    rows = [(u, i, rank + 1) for u, items in enumerate(lists) for rank, i in enumerate(items)]
    return pd.DataFrame(rows, columns=[Columns.User, Columns.Item, Columns.Rank])


reco, held, before = table(rankings), table(relevant)[Columns.UserItem], table(train)[Columns.UserItem]
distance = PairwiseHammingDistanceCalculator(pd.DataFrame(features, index=range(N_ITEMS)))
users = range(N_USERS)
hits = lambda metric: metric.calc_per_user(reco, held).reindex(users).tolist()


def shown(series):
    """Only who has a list; null for the others."""
    values = series.reindex(users)
    return [None if np.isnan(v) else float(v) for v in values]


def gini(k):
    counts = reco[reco[Columns.Rank] <= k][Columns.Item].value_counts().reindex(range(N_ITEMS), fill_value=0).to_numpy()
    return float(np.abs(counts[:, None] - counts[None, :]).mean() / (2 * counts.mean()))


measures = [
    {
        "k": k,
        "precision": {"k": hits(Precision(k)), "achievable": hits(Precision(k, r_precision=True))},
        "recall": hits(Recall(k)),
        "ndcg": {"achievable": hits(NDCG(k, divide_by_achievable=True)), "k": hits(NDCG(k, divide_by_achievable=False))},
        "averagePrecision": {"relevant": hits(MAP(k, divide_by_k=False)), "k": hits(MAP(k, divide_by_k=True))},
        "reciprocalRank": hits(MRR(k)),
        "hitRate": hits(HitRate(k)),
        "map": {"relevant": MAP(k).calc(reco, held), "k": MAP(k, divide_by_k=True).calc(reco, held)},
        "mrr": MRR(k).calc(reco, held),
        "coverage": CatalogCoverage(k, normalize=True).calc(reco, range(N_ITEMS)),
        "novelty": shown(MeanInvUserFreq(k).calc_per_user(reco, before)),
        "popularity": shown(AvgRecPopularity(k).calc_per_user(reco, before)),
        "popularityShare": shown(AvgRecPopularity(k, normalize=True).calc_per_user(reco, before)),
        "diversity": shown(IntraListDiversity(k, distance).calc_per_user(reco)),
        "arp": AvgRecPopularity(k).calc(reco, before),
        "gini": gini(k),
    }
    for k in KS
]

# two models on 80 users: b follows a, and is a little worse
a = np.round(random.beta(1, 2, 80), 4)
b = np.round(np.clip(a + random.normal(-0.03, 0.1, 80), 0, 1), 4)
intervals = []
for level in [0.8, 0.95]:
    of = lambda lists, statistic: bootstrap(lists, statistic, n_resamples=200_000, batch=10_000, paired=True, vectorized=True,
        confidence_level=level, method="percentile", random_state=random).confidence_interval  # fmt: skip
    difference = of((a, b), lambda x, y, axis: np.mean(x - y, axis=axis))
    alone = of((a,), np.mean)
    intervals.append({"level": level, "difference": list(map(float, difference)), "a": list(map(float, alone))})

golden = {
    "versions": {"python": platform.python_version(), **{name: version(name) for name in ["RecTools", "numpy", "pandas", "scipy"]}},
    "nItems": N_ITEMS,
    "rankings": rankings,
    "relevant": relevant,
    "train": train,
    "features": features.tolist(),
    "measures": measures,
    "bootstrap": {"a": a.tolist(), "b": b.tolist(), "intervals": intervals},
}
(HERE / "ranking.json").write_text(json.dumps(golden, separators=(",", ":")).replace('],"', '],\n"').replace("},{", "},\n{") + "\n")
