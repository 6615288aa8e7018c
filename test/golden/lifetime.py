"""Golden values of purchase summaries, BG/NBD, Gamma-Gamma and lifetime value on the Online Retail data (UCI) by lifetimes: writes lifetime.json. Numbers only: no ids,
no rows of the data.

Usage: python lifetime.py [online-retail.csv.gz]    (environment: requirements-lifetimes.txt)

Simulated customers are here too, all of them, because some leave: those of the shop do not within its one year, says the model (a is near 0, and any penalty drives it to 0).

lifetimes' optimizer stops at slopes of some 1e-6. Its own likelihood is therefore followed further, by Newton's method with its own (autograd) derivatives, until no
slope is left: `parameters` are those, `asFitted` what `fit` gave.
"""

import json
import platform
import sys
from importlib.metadata import version
from math import fsum
from pathlib import Path

import lifetimes
import numpy as np
import pandas as pd
import scipy
from autograd import grad, hessian
from lifetimes import BetaGeoFitter, GammaGammaFitter
from lifetimes.utils import summary_data_from_transaction_data

HERE = Path(__file__).parent
FILE = sys.argv[1] if len(sys.argv) > 1 else HERE / "../../../shared/data/online-retail/online-retail.csv.gz"
AS_OF = "2011-12-10"
EVERY = 25
DAYS = [1, 30, 90, 365]

raw = pd.read_csv(FILE, dtype={"InvoiceNo": str, "StockCode": str, "CustomerID": str}, parse_dates=["InvoiceDate"])
rows = raw[raw.CustomerID.notna() & (raw.Quantity > 0) & (raw.UnitPrice > 0)]
rows = rows.assign(amount=rows.Quantity * rows.UnitPrice)
summary = summary_data_from_transaction_data(rows, "CustomerID", "InvoiceDate", "amount", observation_period_end=AS_OF).sort_index()


def polished(fitter, args, scale):
    """The parameters where lifetimes' own likelihood has no slope, and their standard errors by its own formula."""
    names = list(fitter.params_.index)
    logs = np.log(fitter.params_.to_numpy() * scale)
    slope, curvature = grad(fitter._negative_log_likelihood), hessian(fitter._negative_log_likelihood)
    for _ in range(20):
        logs = logs - np.linalg.solve(curvature(logs, *args), slope(logs, *args))
    assert np.abs(slope(logs, *args)).max() < 1e-12
    asFitted = fitter.params_.to_dict()
    values = np.exp(logs) / scale
    fitter.params_ = pd.Series(values, index=names)
    n = len(args[0])
    errors = values * np.sqrt(np.diag(np.linalg.inv(curvature(logs, *args))) / n)
    penalty = args[-1] * np.sum(np.exp(logs) ** 2)
    likelihood = -n * (fitter._negative_log_likelihood(logs, *args) - penalty)
    return {
        "parameters": dict(zip(names, values.tolist())),
        "asFitted": asFitted,
        "standardErrors": dict(zip(names, errors.tolist())),
        "meanLogLikelihood": float(likelihood) / n,
    }


def described(values):
    values = np.asarray(values, dtype=float)
    return {"sum": fsum(values), "sampled": values[::EVERY].tolist()}


def simulated(n, r, alpha, a, b, p, q, v):
    """Customers as the models assume them, in whole days."""
    random = np.random.default_rng(7)
    rows = []
    for _ in range(n):
        age = int(random.integers(30, 400))
        rate, leaves = random.gamma(r) / alpha, random.beta(a, b)
        day, days = 0.0, set()
        while True:
            day += random.exponential(1 / rate)
            if day >= age:
                break
            if int(day) > 0:
                days.add(int(day))
            if random.random() < leaves:
                break
        x, scale = len(days), random.gamma(q) / v
        mean = float(np.round(random.gamma(p * x) / scale / x, 2)) if x > 0 else 0.0
        rows.append((x, max(days, default=0), age, max(mean, 0.01) if x > 0 else 0.0))
    return pd.DataFrame(rows, columns=["frequency", "recency", "T", "monetary_value"]).astype(float)


def fitted(summary, bg_penalizer, gg_penalizer):
    x, recency, age = (summary[name] for name in ["frequency", "recency", "T"])
    buyers = summary[summary.frequency > 0]
    bg = BetaGeoFitter(penalizer_coef=bg_penalizer)
    bg.fit(x, recency, age, tol=1e-5)
    scale = 1 / age.max()  # lifetimes' likelihood sees ages as shares of the largest
    ones = np.ones(len(summary), dtype=int)
    args = (x.to_numpy().astype(int), recency.to_numpy() * scale, age.to_numpy() * scale, ones, bg_penalizer)
    often = polished(bg, args, np.array([1, scale, 1, 1]))
    often["logLikelihood"] = len(summary) * often.pop("meanLogLikelihood") + float(x.sum() * np.log(scale))  # of times in days
    gg = GammaGammaFitter(penalizer_coef=gg_penalizer)
    gg.fit(buyers.frequency, buyers.monetary_value, tol=1e-5)
    args = (buyers.frequency.to_numpy(), buyers.monetary_value.to_numpy(), np.ones(len(buyers), dtype=int), gg_penalizer)
    much = polished(gg, args, 1)
    much["logLikelihood"] = len(buyers) * much.pop("meanLogLikelihood")
    value = gg.customer_lifetime_value(bg, x, recency, age, summary.monetary_value, time=12, discount_rate=0.01, freq="D")
    return {
        "penalizers": [bg_penalizer, gg_penalizer],
        "bgnbd": often,
        "gammaGamma": much,
        "alive": described(bg.conditional_probability_alive(x, recency, age)),
        "expected": [described(bg.predict(t, x, recency, age)) for t in DAYS],
        "expectedOfNew": [float(bg.expected_number_of_purchases_up_to_time(t)) for t in DAYS],
        "expectedValue": described(gg.conditional_expected_average_profit(x, summary.monetary_value)),
        "lifetimeValue": described(value),
    }


out = {
    "versions": {"python": platform.python_version(), "lifetimes": lifetimes.__version__, "autograd": version("autograd"), "numpy": np.__version__, "pandas": pd.__version__, "scipy": scipy.__version__},
    "asOf": AS_OF,
    "every": EVERY,
    "days": DAYS,
    "retail": {
        "customers": len(summary),
        "buyers": int((summary.frequency > 0).sum()),
        **{name: described(summary[column]) for name, column in {"frequency": "frequency", "recency": "recency", "age": "T", "monetary": "monetary_value"}.items()},
        "fits": [fitted(summary, 0, 0)],
    },
}
drawn = simulated(800, r=0.7, alpha=25, a=0.8, b=2.5, p=3, q=4, v=60)
columns = {name: drawn[column].tolist() for name, column in {"frequency": "frequency", "recency": "recency", "age": "T", "monetary": "monetary_value"}.items()}
out["simulated"] = {**columns, "fits": [fitted(drawn, 0, 0), fitted(drawn, 0.01, 1e-6)]}
(HERE / "lifetime.json").write_text(json.dumps(out, separators=(",", ":")).replace(',"', ',\n"') + "\n")
for fit in out["retail"]["fits"] + out["simulated"]["fits"]:
    print(fit["bgnbd"], fit["gammaGamma"], fit["lifetimeValue"]["sum"], fit["alive"]["sum"])
