"""Golden item neighbors by implicit: writes implicit.json. Numbers only: no ids, no rows of the data.

Usage: python from-implicit.py [DATA FOLDER], in a virtual environment made of requirements-implicit.txt. (A file implicit.py would hide the package.)

What to know to get the same numbers (facts of implicit 0.7.3; x is the value of user u and item i, ln the natural logarithm):
- idf(u) = ln(nItems) - ln(1 + number of items of u). It weighs USERS by how few items they took: a term of the formula is a user, a document an item.
  It is 0 for a user with all items but one and below 0 for a user with all.
- CosineRecommender: each item's values divided by their length (root of the sum of squares); weight(i, j) = the dot product.
- TFIDFRecommender: sqrt(x) * idf(u) first, then as cosine.
- BM25Recommender: x (K1 + 1) / (K1 ((1 - B) + B s_i / mean s) + x) * idf(u) with K1 = 1.2 and B = 0.75; s_i is the sum of the values of item i, the mean
  over all items. Then the dot product as it is, not normalised: weights may be above 1.
- The K largest of each row, the item itself included: here K is 51, the item itself is dropped, 50 are left. Weights of 0 are dropped too.
- Ties at the end of a list may fall either way.
Values: MovieLens ratings as they are; order lines of online-retail counted by customer and item (cleaned as in retail.py), and 1 for each such pair.
Numbers of items are places in sorted order of ids (numbers rising, text by UTF-16 code unit).
"""

import json
import platform
import sys
from pathlib import Path

import implicit
import numpy as np
import pandas as pd
import scipy
from implicit.nearest_neighbours import BM25Recommender, CosineRecommender, TFIDFRecommender, bm25_weight, normalize, tfidf_weight
from scipy.sparse import csr_matrix

HERE = Path(__file__).parent
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data"
K = 50
N_ROWS = 100
K1, B = 1.2, 0.75
RECOMMENDERS = {"cosine": CosineRecommender, "tfidf": TFIDFRecommender, "bm25": BM25Recommender}
WEIGHTED = {
    "cosine": lambda by_item: normalize(by_item),
    "tfidf": lambda by_item: normalize(tfidf_weight(by_item)),
    "bm25": lambda by_item: bm25_weight(by_item, K1, B),
}
random = np.random.default_rng(20261126)


def similarity(name, by_user, k):
    options = {"K1": K1, "B": B} if name == "bm25" else {}
    model = RECOMMENDERS[name](K=k, num_threads=1, **options)
    model.fit(by_user, show_progress=False)
    return model.similarity


def short(value):
    return float(f"{value:.7g}")


def neighbors(name, by_user, rows):
    """Of each of the rows [item, weight, item, weight, ...], best first, ties by number; of all rows together how many, and the sum of the weights."""
    found = similarity(name, by_user, K + 1)
    weighted = csr_matrix(WEIGHTED[name](by_user.T))
    lists, size, total = {}, 0, 0.0
    for i in range(by_user.shape[1]):
        row = found[[i]]
        pairs = [(j, w) for j, w in zip(row.indices.tolist(), row.data.tolist()) if j != i and w > 0]
        pairs = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:K]
        size += len(pairs)
        total += sum(w for _, w in pairs)
        if i in rows:
            lists[i] = pairs
    for i in rows:  # implicit's own sums are those of the formula, to f64
        exact = (weighted[[i]] @ weighted.T).toarray()[0]
        exact[i] = 0
        best = np.sort(exact[exact > 0])[::-1][:K]
        assert np.allclose([w for _, w in lists[i]], best, rtol=1e-12, atol=0), (name, i)
        assert np.allclose([w for _, w in lists[i]], [exact[j] for j, _ in lists[i]], rtol=1e-12, atol=0), (name, i)
    return {"size": size, "sum": total, "lists": [[v for j, w in lists[i] for v in (j, short(w))] for i in rows]}


def measured(by_user):
    items = by_user.shape[1]
    rows = sorted(int(i) for i in random.choice(items, N_ROWS, replace=False))
    tables = {name: neighbors(name, by_user, rows) for name in RECOMMENDERS}
    print(by_user.shape, by_user.nnz, {name: table["size"] for name, table in tables.items()})
    return {"users": by_user.shape[0], "items": items, "pairs": int(by_user.nnz), "rows": rows, **tables}


def by_hand(values):
    """A matrix small enough to follow: users by items, then all weights and all products, both by row."""
    by_user = csr_matrix(np.array(values, float))
    out = {"values": values}
    for name, weigh in WEIGHTED.items():
        before = {"cosine": lambda m: m, "tfidf": tfidf_weight, "bm25": lambda m: bm25_weight(m, K1, B)}[name](by_user.T)
        weighted = csr_matrix(weigh(by_user.T)).T.toarray()
        products = weighted.T @ weighted
        full = similarity(name, by_user, len(values[0])).toarray()
        assert np.allclose(products, full, rtol=1e-12, atol=1e-15), name
        out[name] = {"weighted": csr_matrix(before).T.toarray().tolist(), "normalized": weighted.tolist(), "similarity": products.tolist()}
    return out


rated = pd.read_csv(DATA / "ml-latest-small/ratings.csv")
users, user_ids = pd.factorize(rated.userId, sort=True)
items, item_ids = pd.factorize(rated.movieId, sort=True)
ratings = csr_matrix((rated.rating.to_numpy(), (users, items)))

raw = pd.read_csv(DATA / "online-retail/online-retail.csv.gz", dtype={"InvoiceNo": str, "StockCode": str, "CustomerID": str})
sold = raw[raw.CustomerID.notna() & ~raw.InvoiceNo.str.startswith("C") & (raw.Quantity > 0) & (raw.UnitPrice > 0)]
customers, _ = pd.factorize(sold.CustomerID, sort=True)
articles, article_ids = pd.factorize(sold.StockCode, sort=True)
assert list(article_ids) == sorted(article_ids, key=lambda text: text.encode("utf-16-be"))
counts = csr_matrix((np.ones(len(sold)), (customers, articles)))  # duplicates are summed
ones = csr_matrix((np.ones(counts.nnz), counts.indices, counts.indptr), counts.shape)

golden = {
    "versions": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "pandas": pd.__version__,
        "scipy": scipy.__version__,
        "implicit": implicit.__version__,
    },
    "k": K,
    "bm25": {"K1": K1, "B": B},
    "byHand": [
        by_hand([[1, 2, 0, 0], [0, 3, 1, 0], [4, 0, 0, 2], [0, 1, 0, 5]]),
        by_hand([[1, 2, 0, 3], [1, 1, 2, 1], [0, 3, 1, 0], [4, 0, 0, 2], [0, 1, 0, 0]]),  # one user with all items but one, one with all
    ],
    "sets": {"ratings": measured(ratings), "counts": measured(counts), "ones": measured(ones)},
}
text = json.dumps(golden, separators=(",", ":")).replace("],[", "],\n[").replace(',"', ',\n"')
(HERE / "implicit.json").write_text(text + "\n")
print(len(text))
