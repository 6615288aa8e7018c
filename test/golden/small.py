"""Golden numbers that need no data set, their input beside them, by scikit-learn: writes small.json."""

import json
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import ndcg_score, precision_score, recall_score
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import StandardScaler

from versions import VERSIONS

random = np.random.default_rng(20261124)

# three blobs in four columns, one of them constant: StandardScaler, then k-means from given rows
middles = random.normal(0, 4, (3, 4))
X = np.round(middles[random.integers(0, 3, 60)] + random.normal(0, 1.5, (60, 4)), 3)
X[:, 2] = 0.1
scaler = StandardScaler()
scaled = scaler.fit_transform(X)
fits = []
for starts in [[0, 1], [3, 10, 20], [5, 6, 7, 8, 9], [59, 40, 30, 20, 10, 0, 1]]:
    model = KMeans(len(starts), init=scaled[starts], n_init=1, algorithm="lloyd", tol=0, max_iter=1000).fit(scaled)
    assert len(set(model.labels_)) == len(starts)
    fits.append(
        {
            "starts": starts,
            "labels": model.labels_.tolist(),
            "inertia": float(model.inertia_),
            "centers": model.cluster_centers_.ravel().tolist(),
        }
    )

# users by items: cosines of all pairs of items
met = random.random((30, 12)) < 0.3
met[0] = True
counts = np.where(met, random.integers(1, 6, met.shape), 0)
cosines = {"counts": cosine_similarity(counts.T), "binary": cosine_similarity((counts > 0).T), "log1p": cosine_similarity(np.log1p(counts).T)}

# rankings of 30 items, some of them relevant: the measures at 10
K, N = 10, 30
lists = []
for size in [0, 1, 1, 2, 5, 5, 9, 10, 15, 30]:
    ranking = random.permutation(N)
    relevant = sorted(int(i) for i in random.choice(N, size, replace=False))
    truth = np.isin(np.arange(N), relevant).astype(int)
    score = np.empty(N)
    score[ranking] = np.arange(N, 0, -1)
    first = np.isin(np.arange(N), ranking[:K]).astype(int)
    measures = {
        "precision": float(precision_score(truth, first, zero_division=0)),
        "recall": float(recall_score(truth, first, zero_division=0)),
        "ndcg": float(ndcg_score([truth], [score], k=K)),
    }
    lists.append({"ranking": ranking.tolist(), "relevant": relevant, **measures})

golden = {
    "versions": VERSIONS,
    "X": X.tolist(),
    "mean": scaler.mean_.tolist(),
    "scale": scaler.scale_.tolist(),
    "scaled": scaled.ravel().tolist(),
    "kmeans": fits,
    "counts": counts.tolist(),
    "cosines": {name: table.ravel().tolist() for name, table in cosines.items()},
    "k": K,
    "lists": lists,
}
Path(__file__).with_name("small.json").write_text(json.dumps(golden, separators=(",", ":")).replace(',"', ',\n"') + "\n")
