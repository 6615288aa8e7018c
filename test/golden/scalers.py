"""Golden numbers of the column-wise transformers by scikit-learn, and of the normal distribution by mpmath: writes scalers.json. Numbers only.

Each data set is fitted and transformed whole, and, with every 17th cell missing, fitted on its first half and transformed on its second, where values beyond
the fitted ones occur.

Usage: python scalers.py [folder of the data sets]
"""

import json
import sys
import warnings
from pathlib import Path

import mpmath
import numpy as np
import pandas as pd
from scipy.stats import norm
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, QuantileTransformer, RobustScaler, StandardScaler

from versions import VERSIONS

HERE = Path(__file__).parent
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data"
GRID = [-7.0, -5.25, -2.0, -0.3, 0.0, 0.05, 0.25, 0.5, 0.77, 1.0, 1.2, 3.0, 5.25]

telco = pd.read_csv(DATA / "telco-churn/telco-customer-churn.csv", na_values=[" "])[["tenure", "MonthlyCharges", "TotalCharges"]]
bank = pd.read_csv(DATA / "bank-marketing/bank-full.csv", sep=";").select_dtypes("number")
customers = json.loads((HERE / "retail.json").read_text())  # as retail.py made them
retail = pd.DataFrame({name: customers[name] for name in ["recency", "frequency", "monetary"]})
assert telco.TotalCharges.isna().sum() == 11 and len(telco) == 7043 and len(bank) == 45211 and len(retail) == 4338

# name and options in kindred, and what makes it here
RECIPES = [
    ("StandardScaler", {}, lambda: StandardScaler()),
    ("StandardScaler", {"withMean": False}, lambda: StandardScaler(with_mean=False)),
    ("StandardScaler", {"withStd": False}, lambda: StandardScaler(with_std=False)),
    ("MinMaxScaler", {}, lambda: MinMaxScaler()),
    ("MinMaxScaler", {"featureRange": [-2, 3], "clip": True}, lambda: MinMaxScaler((-2, 3), clip=True)),
    ("RobustScaler", {}, lambda: RobustScaler()),
    ("RobustScaler", {"quantileRange": [5, 90], "unitVariance": True}, lambda: RobustScaler(quantile_range=(5, 90), unit_variance=True)),
    ("QuantileTransformer", {}, lambda: QuantileTransformer(subsample=None)),
    ("QuantileTransformer", {"nQuantiles": 37}, lambda: QuantileTransformer(n_quantiles=37, subsample=None)),
    (
        "QuantileTransformer",
        {"nQuantiles": 5000, "outputDistribution": "normal"},
        lambda: QuantileTransformer(n_quantiles=5000, output_distribution="normal", subsample=None),
    ),
    ("Log1pTransformer", {}, lambda: FunctionTransformer(np.log1p, np.expm1)),
]
# what kindred calls the fitted numbers
FITTED = {
    "StandardScaler": {"mean": "mean_", "scale": "scale_"},
    "MinMaxScaler": {"dataMin": "data_min_", "dataMax": "data_max_"},
    "RobustScaler": {"center": "center_", "scale": "scale_"},
    "QuantileTransformer": {},
    "Log1pTransformer": {},
}


def numbers(values):
    """A list for JSON: None where one is missing."""
    return [None if np.isnan(v) else float(v) for v in np.ravel(values)]


def measured(name, options, make, fitted, seen):
    model = make().fit(fitted)
    out = model.transform(seen)
    rows = np.unique(np.linspace(0, len(seen) - 1, 12).astype(int)).tolist()
    rows += [int(i) for i in np.flatnonzero(np.isnan(seen).any(axis=1))[:2]]
    grid = np.repeat(np.array(GRID)[:, None], seen.shape[1], axis=1)
    case = {"name": name, "options": options}
    case["fitted"] = {ours: getattr(model, theirs) for ours, theirs in FITTED[name].items()}
    if not options.get("withMean", True):
        case["fitted"]["mean"] = np.zeros(seen.shape[1])  # what kindred subtracts
    if not options.get("withStd", True):
        case["fitted"]["scale"] = np.ones(seen.shape[1])
    case["fitted"] = {ours: numbers(values) for ours, values in case["fitted"].items()}
    if name == "QuantileTransformer":
        step = max(1, len(model.quantiles_) // 25)
        case["quantiles"] = {"n": len(model.quantiles_), "step": step, "values": numbers(model.quantiles_[::step].T)}
    case["rows"] = rows
    case["out"] = numbers(out[rows])
    case["mean"] = numbers(np.nanmean(out, axis=0))
    case["meanSquare"] = numbers(np.nanmean(out * out, axis=0))
    case["back"] = numbers(model.inverse_transform(grid))
    return case


warnings.simplefilter("ignore", UserWarning)  # fewer rows than quantiles
sets = {}
for name, table in {"telco": telco, "bank": bank, "retail": retail}.items():
    X = table.to_numpy(dtype=float)
    holes = np.where(np.arange(X.size).reshape(X.shape) % 17 == 0, np.nan, X)
    first, second = holes[: len(X) // 2], holes[len(X) // 2 :]
    recipes = [recipe for recipe in RECIPES if recipe[0] != "Log1pTransformer" or np.nanmin(X) >= 0]
    sets[name] = {"columns": list(table.columns)}
    for part, fitted, seen in [("whole", X, X), ("halves", first, second)]:
        sets[name][part] = [measured(*recipe, fitted, seen) for recipe in recipes]
    beyond = (second < np.nanmin(first, axis=0)) | (second > np.nanmax(first, axis=0))
    print(name, X.shape, "missing", int(np.isnan(first).sum()), int(np.isnan(second).sum()), "beyond", beyond.sum(axis=0))
    assert beyond.any()

# the normal distribution, to 40 digits
mpmath.mp.dps = 40


def cdf(x):
    return mpmath.erfc(-mpmath.mpf(x) / mpmath.sqrt(2)) / 2


def ppf(p):
    """By Newton's steps from scipy's answer."""
    x = mpmath.mpf(float(norm.ppf(p)))
    for _ in range(4):
        x -= (cdf(x) - mpmath.mpf(p)) * mpmath.sqrt(2 * mpmath.pi) * mpmath.exp(x * x / 2)
    return x


xs = sorted({sign * x for sign in (-1, 1) for x in [0.0, 1e-9, 0.1, 0.5, 0.674, 0.675, 1.0, 1.96, 2.5, 3.3, 5.19, 5.65, 5.66, 8.03, 12.51, 20.3, 37.04]})
ps = [1e-300, 1e-100, 1e-20, 1e-12, 1.3e-11, 1.4e-11, 1e-7, 1e-4, 0.01, 0.025, 0.074, 0.076, 0.1, 0.25, 0.3, 0.5, 0.6, 0.75, 0.9, 0.924, 0.926, 0.975, 0.99, 1 - 1e-7, 1 - 1e-12]
normal = {"cdf": [[x, float(cdf(x))] for x in xs], "quantile": [[p, float(ppf(p)) + 0.0] for p in ps if p > 1e-30]}
for x, y in normal["cdf"]:
    assert abs(norm.cdf(x) - y) <= 1e-12 * y
for p, x in normal["quantile"]:
    assert abs(norm.ppf(p) - x) <= 1e-12 * abs(x), (p, x)
normal["quantile"] += [[p, float(norm.ppf(p))] for p in ps if p <= 1e-30]  # scipy's

# percentiles between values of many digits
values = np.random.default_rng(20261124).normal(0, 10, 29)
shares = np.linspace(0, 1, 42)
percentiles = {"values": values.tolist(), "shares": shares.tolist(), "at": np.percentile(values, shares * 100).tolist()}

golden = {"versions": VERSIONS | {"mpmath": mpmath.__version__}, "percentiles": percentiles, "normal": normal, "grid": GRID, "sets": sets}
text = json.dumps(golden, separators=(",", ":")).replace('{"name"', '\n{"name"').replace(',"normal"', ',\n"normal"')
(HERE / "scalers.json").write_text(text + "\n")
print(len(text))
