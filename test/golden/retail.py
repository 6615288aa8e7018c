"""Golden numbers on the Online Retail data (UCI) by pandas and scikit-learn: writes retail.json. Numbers only: no ids, no rows of the data.

Usage: python retail.py [online-retail.csv.gz]
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import StandardScaler

from versions import VERSIONS

HERE = Path(__file__).parent
FILE = sys.argv[1] if len(sys.argv) > 1 else HERE / "../../../shared/data/online-retail/online-retail.csv.gz"
AS_OF = pd.Timestamp("2011-12-10T00:00:00")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
random = np.random.default_rng(20261124)

raw = pd.read_csv(FILE, dtype={"InvoiceNo": str, "StockCode": str, "CustomerID": str}, parse_dates=["InvoiceDate"])
sold = raw[raw.CustomerID.notna() & ~raw.InvoiceNo.str.startswith("C") & (raw.Quantity > 0) & (raw.UnitPrice > 0)]
sold = sold.assign(amount=sold.Quantity * sold.UnitPrice)

# RFM, customers in sorted id order
by_customer = sold.groupby("CustomerID", sort=True)
rfm = pd.DataFrame(
    {
        "recency": (AS_OF - by_customer.InvoiceDate.max()).dt.days,
        "frequency": by_customer.InvoiceNo.nunique(),
        "monetary": by_customer.amount.sum(),
    }
)

# k-means on log1p and StandardScaler, from given rows
scaler = StandardScaler()
X = scaler.fit_transform(np.log1p(rfm.to_numpy(dtype=float)))
SAMPLE = list(range(0, len(X), 25))
fits = []
for k, n_starts in {2: 3, 3: 3, 5: 3, 8: 3, 13: 3}.items():
    for _ in range(n_starts):
        while True:
            starts = sorted(int(i) for i in random.choice(len(X), k, replace=False))
            if len(np.unique(X[starts], axis=0)) == k:
                break
        model = KMeans(k, init=X[starts], n_init=1, algorithm="lloyd", tol=0, max_iter=1000).fit(X)
        assert model.n_iter_ < 1000 and len(set(model.labels_)) == k
        fits.append(
            {
                "starts": starts,
                "iterations": int(model.n_iter_),
                "inertia": float(model.inertia_),
                "centers": model.cluster_centers_.ravel().tolist(),
                "labels": "".join(DIGITS[label] for label in model.labels_),
            }
        )


# the 50 most similar items of 200
def neighbors(matrix, rows, k=50):
    """[index, cosine, index, cosine, ...] of each row: best first, ties (to 12 digits) by index, cosines above 0 only."""
    cosines = cosine_similarity(matrix.T.tocsr()[rows], matrix.T.tocsr())
    out = []
    for row, i in zip(cosines, rows):
        row[i] = 0
        order = np.lexsort((np.arange(len(row)), -np.round(row, 12)))[:k]
        out.append([v for j in order if row[j] > 0 for v in (int(j), round(float(row[j]), 9))])
    return out


customers, customer_ids = pd.factorize(sold.CustomerID, sort=True)
items, item_ids = pd.factorize(sold.StockCode, sort=True)
assert list(item_ids) == sorted(item_ids, key=lambda text: text.encode("utf-16-be"))
counts = csr_matrix((np.ones(len(sold)), (customers, items)))  # duplicates are summed
ones = csr_matrix((np.ones(counts.nnz), counts.indices, counts.indptr), counts.shape)
logs = csr_matrix((np.log1p(counts.data), counts.indices, counts.indptr), counts.shape)
rows = sorted(int(i) for i in random.choice(len(item_ids), 200, replace=False))

golden = {
    "versions": VERSIONS,
    "rows": len(sold),
    "customers": len(rfm),
    "items": len(item_ids),
    "pairs": int(counts.nnz),
    "recency": rfm.recency.tolist(),
    "frequency": rfm.frequency.tolist(),
    "monetary": [round(float(v), 6) for v in rfm.monetary],  # prices have 2 or 3 decimals: this only drops rounding noise
    "mean": scaler.mean_.tolist(),
    "scale": scaler.scale_.tolist(),
    "scaledRows": SAMPLE,
    "scaled": X[SAMPLE].ravel().tolist(),
    "kmeans": fits,
    "neighborRows": rows,
    "neighbors": {"binary": neighbors(ones, rows), "log1p": neighbors(logs, rows)},
}
text = json.dumps(golden, separators=(",", ":")).replace("],[", "],\n[").replace(',"', ',\n"')
(HERE / "retail.json").write_text(text + "\n")
print(golden["rows"], golden["customers"], golden["items"], [fit["iterations"] for fit in fits], len(text))
