"""Golden evaluation of who orders next and who leaves on the Online Retail data (UCI): features by pandas, the model by scikit-learn. Writes propensity.json. Numbers only: no
ids, no rows of the data.

Usage: python propensity.py [online-retail.csv.gz]
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

from versions import VERSIONS

HERE = Path(__file__).parent
FILE = sys.argv[1] if len(sys.argv) > 1 else HERE / "../../../shared/data/online-retail/online-retail.csv.gz"
DAY = pd.Timedelta(days=1)
L2 = 0.001
EVERY = 25

raw = pd.read_csv(FILE, dtype={"InvoiceNo": str, "StockCode": str, "CustomerID": str}, parse_dates=["InvoiceDate"])
rows = raw[raw.CustomerID.notna() & (raw.Quantity > 0) & (raw.UnitPrice > 0)]
rows = rows.assign(amount=rows.Quantity * rows.UnitPrice)
AS_OF = rows.InvoiceDate.max()


def features(date):
    """One row a customer, out of the rows until the date."""
    known = rows[rows.InvoiceDate <= date]
    orders = known.groupby(["CustomerID", "InvoiceNo"]).agg(time=("InvoiceDate", "max"), amount=("amount", "sum")).reset_index()
    by = orders.groupby("CustomerID", sort=True)
    first, last, count = by.time.min(), by.time.max(), by.size()
    recency = (date - last) / DAY
    gap = ((last - first) / DAY / (count - 1)).where(count > 1)
    latest = orders[orders.time == orders.CustomerID.map(last)].groupby("CustomerID").amount.sum()
    within = lambda days: orders[orders.time > date - days * DAY].groupby("CustomerID").size().reindex(count.index, fill_value=0)
    return pd.DataFrame(
        {
            "recency": recency,
            "tenure": (date - first) / DAY,
            "frequency": count,
            "ordersLast30Days": within(30),
            "ordersLast90Days": within(90),
            "monetary": by.amount.sum(),
            "averageOrderValue": by.amount.sum() / count,
            "lastOrderValue": latest,
            "overdue": recency / gap.clip(lower=1),
            "items": known.groupby("CustomerID").StockCode.nunique(),
        }
    )


def job(horizon, leaves):
    def snapshot(date):
        X = features(date)
        if leaves:
            X = X[X.recency <= 2 * horizon]
        later = rows[(rows.InvoiceDate > date) & (rows.InvoiceDate <= date + horizon * DAY)]
        bought = X.index.isin(later.CustomerID)
        return X, ~bought if leaves else bought

    test, y = snapshot(AS_OF - horizon * DAY)
    train = [snapshot(AS_OF - k * horizon * DAY) for k in (2, 3)]
    X, seen = pd.concat([X for X, _ in train]), np.concatenate([y for _, y in train])
    model = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True),
        FunctionTransformer(np.log1p),
        StandardScaler(),
        LogisticRegression(C=1 / (L2 * len(X)), solver="newton-cholesky", tol=1e-12, max_iter=1000),
    ).fit(X, seen)
    p = model.predict_proba(test)[:, 1]
    naive = test.recency if leaves else -test.recency
    return {
        "trained": len(X),
        "customers": len(test),
        "positive": int(y.sum()),
        "rocAuc": roc_auc_score(y, p),
        "naiveRocAuc": roc_auc_score(y, naive),
        "logLoss": log_loss(y, p),
        "brier": brier_score_loss(y, p),
        "topDecileLift": float(y[np.argsort(-p, kind="stable")[: int(len(y) / 10 + 0.5)]].mean() / y.mean()),
        "features": {name: float(test[name].sum()) for name in test},
        "coefficients": model[-1].coef_[0].tolist(),
        "sampled": p[::EVERY].tolist(),
    }


golden = {"versions": VERSIONS, "every": EVERY, "propensity": job(30, False), "churn": job(90, True)}
(HERE / "propensity.json").write_text(json.dumps(golden, separators=(",", ":")).replace(',"', ',\n"') + "\n")
for name in ("propensity", "churn"):
    print(name, {key: value for key, value in golden[name].items() if key not in ("sampled", "features", "coefficients")})
