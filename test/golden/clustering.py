"""Golden measures of clusterings and PCA by scikit-learn, on small data that lies beside them and on the real data sets: writes clustering.json.
Of real data numbers only: no ids, no rows.

Distances are scipy's: scikit-learn's own ones come from squares, |x|^2 + |y|^2 - 2 x y, which gives equal rows a distance of 1e-8 times their size.

Usage: python clustering.py [folder of the data sets]
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn.metrics.cluster._unsupervised as unsupervised
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_samples, silhouette_score
from sklearn.preprocessing import StandardScaler

from versions import VERSIONS

HERE = Path(__file__).parent
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data"
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
random = np.random.default_rng(20261124)


# of davies_bouldin_score
unsupervised.pairwise_distances = lambda X, Y=None: cdist(X, X if Y is None else Y)


def measures(X, labels, every=1):
    """All measures of one labeling; the silhouettes of every n-th row."""
    distances = cdist(X, X)
    return {
        "silhouette": float(silhouette_score(distances, labels, metric="precomputed")),
        "ownDistances": float(silhouette_score(X, labels)),
        "samples": silhouette_samples(distances, labels, metric="precomputed")[::every].tolist(),
        "daviesBouldin": float(davies_bouldin_score(X, labels)),
        "calinskiHarabasz": float(calinski_harabasz_score(X, labels)),
    }


def pca(X, n_components, every):
    """Components up to where variance ends, places of every n-th row."""
    model = PCA(n_components, svd_solver="full").fit(X)
    return {
        "components": model.components_.ravel().tolist(),
        "mean": model.mean_.tolist(),
        "explainedVariance": model.explained_variance_.tolist(),
        "explainedVarianceRatio": model.explained_variance_ratio_.tolist(),
        "places": model.transform(X)[::every].ravel().tolist(),
    }


# small: blobs with words for labels, one of them alone; columns of different size
middles = random.normal(0, 4, (4, 3))
which = np.sort(random.integers(0, 3, 40))
which[0] = 3
X = np.round(middles[which] + random.normal(0, 1.5, (40, 3)), 3) * [1, 100, 0.01]
words = np.array(["one", "two", "three", "alone"])[which]
small = {"X": X.tolist(), "labels": words.tolist(), **measures(X, words), "pca": pca(X, 3, 1)}

# degenerate: rows that are equal, clusters that are points, centers on one point, as many labels as rows less one
odd = []
for rows, labels in [
    ([[1, 2]] * 5, [0, 0, 1, 1, 1]),
    ([[0], [0], [3], [3]], [7, 7, 100, 100]),
    ([[-1], [1], [-2], [2]], [0, 0, 1, 1]),
    ([[0], [1], [5], [9]], [0, 0, 1, 2]),
    ([[0, 0], [0, 1], [9, 9], [9, 8], [5, 5]], [3, 3, 5, 5, -1]),
    ([[0], [1], [2]], [0, 1, 0]),
]:
    values = np.array(rows, dtype=float)
    odd.append({"X": rows, "labels": labels, **measures(values, labels)})

# telco-churn: three numbers by contract; then all categories as columns of 0 and 1
telco = pd.read_csv(DATA / "telco-churn/telco-customer-churn.csv", keep_default_na=False)
telco["TotalCharges"] = pd.to_numeric(telco.TotalCharges.str.strip().replace("", "0"))
NUMBERS = ["tenure", "MonthlyCharges", "TotalCharges"]
telco_X = StandardScaler().fit_transform(telco[NUMBERS])
CATEGORIES = [name for name in telco.columns if name not in ["customerID", "SeniorCitizen", *NUMBERS]]
wide = pd.concat([telco[[*NUMBERS, "SeniorCitizen"]], pd.get_dummies(telco[CATEGORIES], dtype=float)], axis=1)
wide_X = StandardScaler().fit_transform(wide)

# its profile by contract: blanks of TotalCharges left out
charges = telco.assign(TotalCharges=telco.TotalCharges.where(telco.tenure > 0))
VALUES = [("InternetService", "Fiber optic"), ("PaymentMethod", "Mailed check"), ("Churn", "Yes")]
profile = []
for contract, own in charges.groupby("Contract", sort=True):
    profile.append(
        {
            "label": contract,
            "size": len(own),
            "numbers": [
                {
                    "count": int(own[name].count()),
                    "mean": float(own[name].mean()),
                    "median": float(own[name].median()),
                    "lift": float(own[name].mean() / charges[name].mean()),
                    "deviation": float((own[name].mean() - charges[name].mean()) / charges[name].std(ddof=0)),
                }
                for name in NUMBERS
            ],
            "values": [
                {
                    "column": name,
                    "value": value,
                    "share": float((own[name] == value).mean()),
                    "lift": float((own[name] == value).mean() / (charges[name] == value).mean()),
                }
                for name, value in VALUES
            ],
        }
    )

# bank-marketing: six numbers of the first 5,000 rows, by job
bank = pd.read_csv(DATA / "bank-marketing/bank-full.csv", sep=";").head(5000)
BANK = ["age", "balance", "day", "duration", "campaign", "previous"]
bank_X = StandardScaler().fit_transform(bank[BANK])

# online-retail: recency, frequency, monetary as in retail.py, by k-means
raw = pd.read_csv(DATA / "online-retail/online-retail.csv.gz", dtype={"InvoiceNo": str, "CustomerID": str}, parse_dates=["InvoiceDate"])
sold = raw[raw.CustomerID.notna() & ~raw.InvoiceNo.str.startswith("C") & (raw.Quantity > 0) & (raw.UnitPrice > 0)]
by_customer = sold.assign(amount=sold.Quantity * sold.UnitPrice).groupby("CustomerID", sort=True)
recency = (pd.Timestamp("2011-12-10T00:00:00") - by_customer.InvoiceDate.max()).dt.days
rfm = np.column_stack([recency, by_customer.InvoiceNo.nunique(), by_customer.amount.sum()]).astype(float)
retail_X = StandardScaler().fit_transform(np.log1p(rfm))
retail_labels = KMeans(5, n_init=10, random_state=0).fit(retail_X).labels_

# what each segment buys more often: the lifts of the first 20 items of 10 buyers and more, and what was paid for the first
segment = pd.Series(retail_labels, index=recency.index)
pairs = sold.drop_duplicates(["CustomerID", "StockCode"])
everyone = pairs.StockCode.value_counts() / len(segment)
paid = sold.assign(amount=sold.Quantity * sold.UnitPrice).groupby([sold.CustomerID.map(segment), "StockCode"]).amount.sum()
bought = []
for label, members in segment.groupby(segment):
    buyers = pairs[pairs.CustomerID.isin(members.index)].StockCode.value_counts()
    lifts = (buyers / len(members) / everyone.reindex(buyers.index))[buyers >= 10]
    first = lifts.sort_values(ascending=False, kind="stable")
    first = first[first > 1].head(20)
    alone = len(first) < 2 or first.iloc[0] > first.iloc[1]
    bought.append(
        {
            "lifts": first.tolist(),
            "amount": float(paid[label, first.index[0]]) if len(first) > 0 and alone else None,
            "withheld": int((buyers < 10).sum()),
        }
    )

golden = {
    "versions": VERSIONS,
    "small": small,
    "odd": odd,
    "telco": {**measures(telco_X, telco.Contract, 100), "pca": pca(telco_X, 3, 500), "profile": profile},
    # 47 columns of rank 24: each category's columns sum to 1, so the other axes are without variance
    "wide": {"columns": list(wide.columns), "pca": pca(wide_X, 24, 500), "allVariances": PCA(svd_solver="full").fit(wide_X).explained_variance_.tolist()},
    "bank": {**measures(bank_X, bank.job, 100), "pca": pca(bank_X, 6, 500)},
    "retail": {"labels": "".join(DIGITS[label] for label in retail_labels), **measures(retail_X, retail_labels, 100), "pca": pca(retail_X, 3, 500), "bought": bought},
}
text = json.dumps(golden, separators=(",", ":")).replace(',"', ',\n"')
(HERE / "clustering.json").write_text(text + "\n")
for name in ["telco", "bank", "retail"]:
    print(name, {key: value for key, value in golden[name].items() if isinstance(value, float)})
print(wide_X.shape, golden["wide"]["allVariances"], len(text))
