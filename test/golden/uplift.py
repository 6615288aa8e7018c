"""Golden measures of uplift by scikit-uplift: on seeded rows that lie beside the numbers, and on the Hillstrom e-mail campaign (numbers only, no row of it), with
scores by a formula of its columns: writes uplift.json.

    python uplift.py ../shared/data

scikit-uplift refuses outcomes that are not 0 and 1; areas of scikit-learn's `auc`. Learners by scikit-uplift over scikit-learn's regressions, the class
transformation of arms that are not equal by scikit-learn with the weights of the paper's definition.
"""

import json
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import auc
from sklift import metrics
from sklift.models import ClassTransformation, SoloModel, TwoModels
from versions import VERSIONS

warnings.simplefilter("ignore")
HERE = Path(__file__).parent
STRATEGIES = ["overall", "by_group"]
flat = lambda values: [float(v) for v in values]


def points(curve, at):
    x, y = curve
    at = np.linspace(0, len(x) - 1, at).astype(int) if at < len(x) else np.arange(len(x))
    return {"length": len(x), "at": at.tolist(), "x": flat(x[at]), "y": flat(y[at])}


def per_head(curve, heads):
    x, y = curve
    return float((auc(x, y) - auc([0, x[-1]], [0, y[-1]])) / x[-1] / heads)


def bins(y, scores, treatment, n, strategy):
    table = metrics.uplift_by_percentile(y, scores, treatment, strategy=strategy, bins=n, std=True)
    return {name: flat(table[name]) for name in table.columns}


def measures(y, scores, treatment, n_points):
    all_of = (y, scores, treatment)
    without = lambda f: f() if y[treatment == 1].mean() >= y[treatment == 0].mean() else None
    return {
        "qiniCurve": points(metrics.qini_curve(*all_of), n_points),
        "upliftCurve": points(metrics.uplift_curve(*all_of), n_points),
        "perfectQini": points(metrics.perfect_qini_curve(y, treatment), n_points),
        "perfectUplift": points(metrics.perfect_uplift_curve(y, treatment), n_points),
        "qiniAuc": float(metrics.qini_auc_score(*all_of)),
        "qiniAucWithoutNegative": without(lambda: float(metrics.qini_auc_score(*all_of, negative_effect=False))),
        "upliftAuc": float(metrics.uplift_auc_score(*all_of)),
        "qiniPerHead": per_head(metrics.qini_curve(*all_of), int((treatment == 1).sum())),
        "upliftPerHead": per_head(metrics.uplift_curve(*all_of), len(y)),
        "atK": [
            {"k": k, "strategy": s, "value": float(metrics.uplift_at_k(*all_of, strategy=s, k=k))}
            for k in [0.1, 0.3, 0.55, 0.9, 40]
            for s in STRATEGIES
        ],
        "bins": [{"n": n, "strategy": s, **bins(*all_of, n, s)} for n in [4, 7, 10] for s in STRATEGIES],
        "weightedAverage": [
            {"n": n, "strategy": s, "value": float(metrics.weighted_average_uplift(*all_of, strategy=s, bins=n))}
            for n in [5, 10]
            for s in STRATEGIES
        ],
    }


random = np.random.default_rng(20261126)
n = 400
scores = np.round(random.normal(size=n), 1)  # many ties
treatment = random.integers(0, 2, n)
y = (random.random(n) < 0.3 + 0.2 * treatment * (scores > 0)).astype(int)
untied = scores + np.arange(n) / 65536

# learners: no penalty, so that no library's way of counting it matters; arms of one size first, because scikit-uplift's class transformation does not weight them
X = np.round(random.normal(size=(600, 3)), 2)
got = np.arange(600) % 2
logit = -0.8 + 0.7 * X[:, 0] - 0.4 * X[:, 1] + got * (0.5 * X[:, 1] - 0.6 * X[:, 2] + 0.2)
bought = (random.random(600) < 1 / (1 + np.exp(-logit))).astype(int)
spent = np.round(bought * (20 + 5 * X[:, 0] + 8 * got * X[:, 2]), 2)
logistic = lambda: LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000)
frame, arm, sold, money = pd.DataFrame(X, columns=["a", "b", "c"]), pd.Series(got), pd.Series(bought), pd.Series(spent)
uneven = np.flatnonzero((got == 0) | (np.arange(600) < 240))
z = (bought == got).astype(int)[uneven]
share = got[uneven].mean()
weights = 1 / (2 * np.where(got[uneven] == 1, share, 1 - share))
learners = {
    "X": X.tolist(),
    "treatment": got.tolist(),
    "bought": bought.tolist(),
    "spent": flat(spent),
    "twoModels": flat(TwoModels(logistic(), logistic(), method="vanilla").fit(frame, sold, arm).predict(frame)),
    "twoModelsMoney": flat(TwoModels(LinearRegression(), LinearRegression(), method="vanilla").fit(frame, money, arm).predict(frame)),
    "classTransformation": flat(ClassTransformation(logistic()).fit(frame, sold, arm).predict(frame)),
    "interaction": flat(SoloModel(logistic(), method="treatment_interaction").fit(frame, sold, arm).predict(frame)),
    "uneven": uneven.tolist(),
    "classTransformationUneven": flat(2 * logistic().fit(X[uneven], z, sample_weight=weights).predict_proba(X)[:, 1] - 1),
}

shop = pd.read_csv(Path(sys.argv[1]) / "hillstrom" / "hillstrom.csv")
tied = shop.mens * 0.5 + shop.womens * 0.25 - shop.recency / 8 + np.floor(shop.history / 64) / 16 + (shop.channel == "Web") * 0.125
everyone_differs = tied + np.arange(len(shop)) / 1048576
campaigns = []
for arm in ["Mens E-Mail", "Womens E-Mail"]:
    in_it = shop.segment.isin([arm, "No E-Mail"])
    treated = (shop.segment[in_it] == arm).astype(int).to_numpy()
    for outcome in ["visit", "conversion"]:
        for name, by in [("tied", tied), ("untied", everyone_differs)]:
            found = measures(shop[outcome][in_it].to_numpy(), by[in_it].to_numpy(), treated, 12)
            campaigns.append({"arm": arm, "outcome": outcome, "scores": name, **found})

golden = {
    "versions": {**VERSIONS, "scikit-uplift": version("scikit-uplift")},
    "y": y.tolist(),
    "treatment": treatment.tolist(),
    "scores": {"tied": flat(scores), "untied": flat(untied)},
    "small": {"tied": measures(y, scores, treatment, 30), "untied": measures(y, untied, treatment, 30)},
    "hillstrom": campaigns,
    "learners": learners,
}
(HERE / "uplift.json").write_text(json.dumps(golden) + "\n")
