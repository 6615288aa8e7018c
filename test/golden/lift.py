"""Golden numbers of measured lifts: statsmodels' score tests and intervals of two proportions, the wider of Welch's and Student's t, Lin's regression with HC2 standard errors and adjusted p-values;
scipy's Student t. Fieller's ratio is found as the roots of its t statistic. Made-up data lie beside the numbers; of Hillstrom's e-mails only figures are written.
Writes lift.json.

Usage: python lift.py [hillstrom.csv]
"""

import inspect
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats import proportion
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW
from versions import VERSIONS

# Miettinen & Nurminen (1985) have N0 d - N - 2 x0 where statsmodels 0.15.0 has x0 d - N - 2 x0, so that its interval of 1/10 against 1/10 is not symmetric, and that of
# 0/50 against 3/40 not the mirror of 3/40 against 0/50. Put right, it gives what Newcombe (1998) published. The ratio and the p-value do not use the term. (Known: statsmodels/statsmodels#10269.)
WRONG, RIGHT = "(count0 * diff - nobs - 2 * count0)", "(nobs0 * diff - nobs - 2 * count0)"
source = inspect.getsource(proportion.score_test_proportions_2indep)
assert source.count(WRONG) == 1
exec(source.replace(WRONG, RIGHT), proportion.__dict__)
score_test_proportions_2indep = proportion.score_test_proportions_2indep

rng = np.random.default_rng(20261126)


def found(inside, step, beyond):
    """The edge of an interval, from a value that is in it outward: by growing steps beyond it, then by Brent's method."""
    near = inside
    while not beyond(inside + step) > 0:
        near = inside + step
        step *= 1.3
    return optimize.brentq(beyond, near, inside + step, xtol=1e-15, rtol=1e-14, maxiter=1000)


def proportions(x, n, y, m, alpha=0.05):
    p, q = x / n, y / m
    z = stats.norm.isf(alpha / 2)

    def edge(compare, inside, step):
        # statsmodels' test, inverted here: its own search for the edges fails where an arm has no buyer, or an edge is far
        def beyond(v):
            with np.errstate(all="ignore"):
                return abs(score_test_proportions_2indep(x, n, y, m, value=v, compare=compare, return_results=False)[0]) - z

        return found(inside, step, beyond)

    statistic, pvalue = score_test_proportions_2indep(x, n, y, m, return_results=False)
    out = {"x": x, "n": n, "y": y, "m": m, "alpha": alpha, "pValue": pvalue}
    out["difference"] = [edge("diff", p - q, -1e-3), edge("diff", p - q, 1e-3)]
    if min(x, y) > 0:
        out["ratio"] = [edge("ratio", p / q, -1e-3), edge("ratio", p / q, 1e-3)]
        for compare, name in (("diff", "difference"), ("ratio", "ratio")):
            try:
                theirs = confint_proportions_2indep(x, n, y, m, method="score", compare=compare, alpha=alpha)
            except ValueError:  # their search for the edges of a difference starts too near in some cases
                print("no interval by statsmodels itself:", compare, x, n, y, m, alpha)
                continue
            assert np.allclose(np.real(theirs), out[name], rtol=1e-7, atol=1e-9), (compare, theirs, out[name])
    return out


def wider(pooled, wa, va, dfa, wb, vb, dfb):
    """Of variances of two means, the arms' own, or those of one variance of both arms (w: the shares of it) if their sum is the larger."""
    if pooled * (wa + wb) > (va + vb) * (1 + 1e-9):
        return "pooled", pooled * wa, pooled * wb, dfa + dfb
    return "unequal", va, vb, (va + vb) ** 2 / (va**2 / dfa + vb**2 / dfb)


def means(a, b, alpha=0.05):
    compare = CompareMeans(DescrStatsW(a), DescrStatsW(b))
    n, m = len(a), len(b)
    which, va, vb, _ = wider(compare.std_meandiff_pooledvar**2 / (1 / n + 1 / m), 1 / n, a.var(ddof=1) / n, n - 1, 1 / m, b.var(ddof=1) / m, m - 1)
    t, pvalue, df = compare.ttest_ind(usevar=which)
    print("means:", n, m, which)
    return {"alpha": alpha, "which": which, "pValue": pvalue, "degreesOfFreedom": df, "difference": list(compare.tconfint_diff(alpha, usevar=which)), "ratio": fieller(a.mean(), va, b.mean(), vb, df, alpha)}


def fieller(a, va, b, vb, df, alpha):
    reach = stats.t.isf(alpha / 2, df)
    if not b / np.sqrt(vb) > reach:
        return None
    beyond = lambda r: abs(a - r * b) / np.sqrt(va + r * r * vb) - reach  # noqa: E731
    return [found(a / b, -0.01, beyond), found(a / b, 0.01, beyond)]


def lin(y, treated, X, alpha=0.05):
    """Lin (2013): HC2 of y ~ 1 + T + (x - mean) + T (x - mean), the degrees of freedom by Satterthwaite, from the two arms' shares of the variance; or, where it is wider, its plain error."""
    centered = X - X.mean(axis=0)
    model = sm.OLS(y, np.column_stack([np.ones(len(y)), treated, centered, treated[:, None] * centered]))
    fit, plain = model.fit(cov_type="HC2"), model.fit()
    share = []
    at = []
    for arm in (1, 0):
        own = treated == arm
        one = sm.OLS(y[own], sm.add_constant(centered[own])).fit(cov_type="HC2")
        share += [one.normalized_cov_params[0, 0], one.bse[0] ** 2, own.sum() - 1 - X.shape[1]]
        at.append(one.params[0])
    assert np.isclose(share[1] + share[4], fit.bse[1] ** 2, rtol=1e-10)
    which, va, vb, df = wider(plain.scale, *share)
    print("regression:", len(y), which)
    error = plain.bse[1] if which == "pooled" else fit.bse[1]
    assert np.isclose(va + vb, error**2, rtol=1e-10)
    reach = stats.t.isf(alpha / 2, df) * error
    return {
        "estimate": fit.params[1],
        "which": which,
        "standardError": error,
        "pValue": 2 * stats.t.sf(abs(fit.params[1] / error), df),
        "difference": [fit.params[1] - reach, fit.params[1] + reach],
        "ratio": fieller(at[0], va, at[1], vb, df, alpha),
    }


def lin_rates(y, treated, X, alpha=0.05):
    """Of who bought: Lin's estimate in the score test, whose variance under each hypothesis is statsmodels' for the counts, times the share that the regression leaves of HC2's."""
    centered = X - X.mean(axis=0)
    fit = sm.OLS(y, np.column_stack([np.ones(len(y)), treated, centered, treated[:, None] * centered])).fit(cov_type="HC2")
    plain = sm.OLS(y, sm.add_constant(treated)).fit(cov_type="HC2")
    left = (fit.bse[1] / plain.bse[1]) ** 2
    arms = [y[treated == arm] for arm in (1, 0)]
    counts = [arms[0].sum(), len(arms[0]), arms[1].sum(), len(arms[1])]
    p, q = arms[0].mean(), arms[1].mean()
    a, b = fit.params[0] + fit.params[1], fit.params[0]
    z = stats.norm.isf(alpha / 2)

    def statistic(value, compare):
        off, adjusted = (p - q - value, a - b - value) if compare == "diff" else (p - value * q, a - value * b)
        with np.errstate(all="ignore"):
            own = score_test_proportions_2indep(*counts, value=value, compare=compare, return_results=False)[0]
        return abs(adjusted / (off / own)) / np.sqrt(left)

    return {
        "estimate": fit.params[1],
        "left": left,
        "pValue": 2 * stats.norm.sf(statistic(0, "diff")),
        "difference": [found(a - b, step, lambda v: statistic(v, "diff") - z) for step in (-1e-3, 1e-3)],
        "ratio": [found(a / b, step, lambda v: statistic(v, "ratio") - z) for step in (-1e-3, 1e-3)],
    }


out = {"versions": {**VERSIONS, "statsmodels": statsmodels.__version__}}
out["proportions"] = [
    proportions(*case)
    for case in [
        (80, 1000, 40, 1000), (5, 20, 2, 17), (0, 50, 3, 40), (3, 40, 0, 50), (1, 10, 1, 10), (19, 20, 11, 20), (130, 9000, 7, 1000), (6200, 45000, 610, 5000),
        (267, 21307, 122, 21306), (50, 100, 49, 100), (30, 300, 30, 300), (12, 90, 30, 110, 0.01), (12, 90, 30, 110, 0.1), (4, 500, 9, 500, 0.0125),
        (56, 70, 48, 80), (9, 10, 3, 10), (5, 56, 0, 29),
    ]
]  # fmt: skip

n = 240
treated = (rng.random(n) < 0.7).astype(float)
before = np.round(np.where(rng.random(n) < 0.4, rng.lognormal(3, 1, n), 0), 2)
visits = rng.poisson(2, n).astype(float)
revenue = np.round(np.maximum(0, 0.6 * before + 3 * treated * (visits > 1) + rng.normal(0, 8, n)), 2)
uneven = np.where(treated == 1, revenue, 3 * revenue)  # the small arm varies more
converted = (revenue > 0).astype(float)
out["people"] = {"treated": treated.tolist(), "before": before.tolist(), "visits": visits.tolist(), "revenue": revenue.tolist(), "uneven": uneven.tolist(), "converted": converted.tolist()}
arm = treated == 1
out["means"] = [means(revenue[arm], revenue[~arm], alpha) for alpha in (0.05, 0.01)]
out["uneven"] = means(uneven[arm], uneven[~arm])
out["cuped"] = {
    "before": lin(revenue, treated, before[:, None]),
    "both": lin(revenue, treated, np.column_stack([before, visits])),
    "converted": lin_rates(converted, treated, before[:, None]),
    "uneven": lin(uneven, treated, before[:, None]),
    "at99": lin(revenue, treated, before[:, None], 0.01),
}

out["multiple"] = []
for p in ([0.01, 0.04, 0.02], [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986], [0.2, 0.2, 0.01, 1.0, 0.0], [0.03]):  # fmt: skip
    row = {"p": p}
    for ours, theirs in (("holm", "holm"), ("bonferroni", "bonferroni"), ("benjamini-hochberg", "fdr_bh")):
        row[ours] = multipletests(p, method=theirs)[1].tolist()
    out["multiple"].append(row)

out["student"] = [
    [t, df, 2 * stats.t.sf(t, df), stats.t.isf(0.025, df)]
    for t, df in [(2, 0.6), (1.3, 3.7), (0.01, 2.5), (2.5, 17.25), (4, 39.999), (4, 40.001), (2, 80), (2, 812.4), (3.3, 45194), (2, 123456.78), (2, 1000000.5), (9, 63999.3)]
]

if len(sys.argv) > 1:
    data = pd.read_csv(sys.argv[1])
    out["hillstrom"] = {}
    control = data[data.segment == "No E-Mail"]
    for label in ("Mens E-Mail", "Womens E-Mail"):
        mailed = data[data.segment == label]
        both = pd.concat([mailed, control])
        t = (both.segment == label).to_numpy(float)
        out["hillstrom"][label] = {
            "visit": proportions(int(mailed.visit.sum()), len(mailed), int(control.visit.sum()), len(control)),
            "conversion": proportions(int(mailed.conversion.sum()), len(mailed), int(control.conversion.sum()), len(control)),
            "spend": means(mailed.spend.to_numpy(float), control.spend.to_numpy(float)),
            "visits": lin_rates(both.visit.to_numpy(float), t, both[["history"]].to_numpy(float)),
            "adjusted": lin(both.spend.to_numpy(float), t, both[["history"]].to_numpy(float)),
        }
    segments = sorted(data.channel.unique())
    pvalues = []
    for channel in segments:
        rows = data[data.channel == channel]
        x, y = rows[rows.segment == "Womens E-Mail"], rows[rows.segment == "No E-Mail"]
        pvalues.append(score_test_proportions_2indep(int(x.conversion.sum()), len(x), int(y.conversion.sum()), len(y), return_results=False)[1])
    out["hillstrom"]["channels"] = {"names": segments, "pValues": pvalues, "holm": multipletests(pvalues, method="holm")[1].tolist()}

Path(__file__).with_name("lift.json").write_text(json.dumps(out, indent=1).replace("\n    ", " ").replace("\n   ", " ") + "\n")
print({name: len(part) for name, part in out.items()})
