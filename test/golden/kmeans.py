"""Golden k-means and mini-batch k-means by scikit-learn, on small data that lies beside them and on the real data sets: writes kmeans.json.
Of real data numbers only: no ids, no rows. Labels of whole data sets are a digest.

Usage: python kmeans.py [folder of the data sets]
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.preprocessing import StandardScaler

from versions import VERSIONS

HERE = Path(__file__).parent
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SEEDS = range(20)
random = np.random.default_rng(20261126)


def rows_to_start_from(X, k, weights=None):
    """Numbers of k different rows."""
    allowed = np.arange(len(X)) if weights is None else np.flatnonzero(weights)
    while True:
        starts = sorted(int(i) for i in random.choice(allowed, k, replace=False))
        if len(np.unique(X[starts], axis=0)) == k:
            return starts


def converged(X, k, weights=None):
    """A run of Lloyd's algorithm until no label changes."""
    starts = rows_to_start_from(X, k, weights)
    model = KMeans(k, init=X[starts], n_init=1, algorithm="lloyd", tol=0, max_iter=2000).fit(X, sample_weight=weights)
    assert model.n_iter_ < 2000 and len(set(model.labels_)) == k
    leads = np.sort(cdist(X, model.cluster_centers_, "sqeuclidean"), axis=1)
    assert (leads[:, 1] - leads[:, 0]).min() > 1e-9
    text = "".join(DIGITS[label] for label in model.labels_)
    return {
        "starts": starts,
        "weighted": weights is not None,
        "inertia": float(model.inertia_),
        "sizes": np.bincount(model.labels_).tolist(),
        "labels": hashlib.sha256(text.encode()).hexdigest(),
    }


def of_both(X):
    """Each number of clusters once, and once more with weights from 0 to 4."""
    weights = np.arange(len(X)) * 7 % 5
    return [converged(X, k, w) for k in range(2, 9) for w in (None, weights)]


def medians(X, numbers):
    """The median inertia of 20 seeds, by starts of its own."""
    return [
        {"k": k, "inertia": float(np.median([KMeans(k, n_init=10, tol=0, random_state=seed).fit(X).inertia_ for seed in SEEDS]))}
        for k in numbers
    ]


def batches(X, k, size):
    """One batch after the other; a batch's squared distances are those to the centers that it finds."""
    starts = rows_to_start_from(X[:size], k)
    model = MiniBatchKMeans(k, init=X[starts], n_init=1, reassignment_ratio=0)
    centers, inertia = X[starts], 0.0
    for at in range(0, len(X), size):
        batch = X[at : at + size]
        inertia += float(cdist(batch, centers, "sqeuclidean").min(axis=1).sum())
        centers = model.partial_fit(batch).cluster_centers_.copy()
    return {
        "size": size,
        "starts": starts,
        "centers": centers.ravel().tolist(),
        "weights": model._counts.tolist(),
        "inertia": inertia,
    }


# small: overlapping blobs, columns of different size far from 0
middles = random.normal(0, 3, (4, 3))
small = np.round(middles[random.integers(0, 4, 60)] + random.normal(0, 1, (60, 3)), 3) * [1, 100, 0.01] + [50, 0, 7]

# telco-churn: three numbers, rows without TotalCharges left out
telco = pd.read_csv(DATA / "telco-churn/telco-customer-churn.csv", keep_default_na=False)
telco = telco[telco.TotalCharges.str.strip() != ""]
telco_X = StandardScaler().fit_transform(telco[["tenure", "MonthlyCharges", "TotalCharges"]].astype(float))

# bank-marketing: seven numbers
bank = pd.read_csv(DATA / "bank-marketing/bank-full.csv", sep=";")
bank_X = StandardScaler().fit_transform(bank[["age", "balance", "day", "duration", "campaign", "pdays", "previous"]].astype(float))

# online-retail: recency, frequency, monetary, whose figures retail.py checks
raw = pd.read_csv(DATA / "online-retail/online-retail.csv.gz", dtype={"InvoiceNo": str, "CustomerID": str}, parse_dates=["InvoiceDate"])
sold = raw[raw.CustomerID.notna() & ~raw.InvoiceNo.str.startswith("C") & (raw.Quantity > 0) & (raw.UnitPrice > 0)]
by_customer = sold.assign(amount=sold.Quantity * sold.UnitPrice).groupby("CustomerID", sort=True)
recency = (pd.Timestamp("2011-12-10T00:00:00") - by_customer.InvoiceDate.max()).dt.days
rfm = np.column_stack([recency, by_customer.InvoiceNo.nunique(), by_customer.amount.sum()]).astype(float)
retail_X = StandardScaler().fit_transform(np.log1p(rfm))

golden = {
    "versions": VERSIONS,
    "small": {"X": small.tolist(), "batches": [batches(small, k, size) for k, size in [(1, 7), (3, 7), (4, 20), (5, 60)]]},
    "telco": {"rows": len(telco_X), "runs": of_both(telco_X), "medians": medians(telco_X, [3, 5, 8]), "batches": [batches(telco_X, k, 500) for k in (3, 8)]},
    "bank": {"rows": len(bank_X), "runs": of_both(bank_X), "medians": medians(bank_X, [3, 5, 8]), "batches": [batches(bank_X, k, 500) for k in (3, 8)]},
    "retail": {"rows": len(retail_X), "medians": medians(retail_X, [3, 5, 8])},
}
text = json.dumps(golden, separators=(",", ":")).replace(',"', ',\n"')
(HERE / "kmeans.json").write_text(text + "\n")
print({name: golden[name]["medians"] for name in ["telco", "bank", "retail"]}, len(text))
