"""Golden numbers of power, sample size and least effect by statsmodels, of the chi-square distribution's tail and test by scipy. Writes power.json.

kindred counts a significant difference in the effect's own direction: in statsmodels that is alpha / 2 in one tail ('larger', or 'smaller' for a fall);
samplesize_proportions_2indep_onetail does the same of its own for a two-sided alpha.

Usage: python power.py
"""

import json
import platform
from pathlib import Path

import numpy
import scipy
import statsmodels
from scipy import optimize, stats
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import power_proportions_2indep, samplesize_proportions_2indep_onetail

normal = NormalIndPower()
PLANS = [(alpha, power, holdout) for alpha in (0.05, 0.01) for power in (0.5, 0.8, 0.95) for holdout in (0.1, 0.5, 0.02, 0.75)]


def conversion(baseline, effect, n, alpha, power, holdout):
    ratio = holdout / (1 - holdout)
    side = {"ratio": ratio, "alpha": alpha / 2, "alternative": "larger" if effect > 0 else "smaller", "return_results": False}
    treated = n * (1 - holdout)
    n1 = samplesize_proportions_2indep_onetail(effect, baseline, power, ratio=ratio, alpha=alpha)

    def short(d):
        return power_proportions_2indep(d, baseline, treated, **{**side, "alternative": "larger"}) - power

    least = optimize.brentq(short, 1e-9, 1 - baseline, xtol=1e-15, rtol=1e-14) if short(1 - baseline) > 0 else None
    return [float(n1 / (1 - holdout)), float(power_proportions_2indep(effect, baseline, treated, **side)), least]


def mean(deviation, effect, n, alpha, power, holdout):
    ratio = holdout / (1 - holdout)
    given = {"alpha": alpha / 2, "ratio": ratio, "alternative": "larger"}
    treated = n * (1 - holdout)
    size = abs(effect) / deviation
    # statsmodels finds these two by a root of the power, to some 1e-9 of itself: polished here
    n1 = normal.solve_power(effect_size=size, power=power, **given)
    n1 = optimize.brentq(lambda m: normal.power(size, m, **given) - power, n1 * 0.9, n1 * 1.1, xtol=1e-13, rtol=1e-14)
    d = normal.solve_power(nobs1=treated, power=power, **given)
    d = optimize.brentq(lambda e: normal.power(e, treated, **given) - power, d * 0.9, d * 1.1, xtol=1e-16, rtol=1e-14)
    return [float(n1 / (1 - holdout)), float(normal.power(size, treated, **given)), float(d * deviation)]


rows = {"conversion": [], "revenue": [], "tail": [], "ratio": []}
for alpha, power, holdout in PLANS:
    for baseline, effect, n in ((0.02, 0.006, 20000), (0.3, -0.02, 5000), (0.001, 0.0002, 1000000), (0.5, 0.4, 60), (0.9, 0.1, 200)):
        plan = (baseline, effect, n, alpha, power, holdout)
        rows["conversion"].append([*plan, *conversion(*plan)])
    for deviation, effect, n in ((40, 1.25, 30000), (3.5, -0.02, 400000), (1000, 300, 150)):
        plan = (deviation, effect, n, alpha, power, holdout)
        rows["revenue"].append([*plan, *mean(*plan)])
for df in (1, 2, 3, 5, 10, 99, 100, 999, 1000):
    for x in (1e-12, 1e-3, 0.1, 1.0, 3.84, 10.83, 40.0, 99.0, 150.0, 600.0, 999.0, 1100.0, 1400.0):
        rows["tail"].append([x, df, float(stats.chi2.sf(x, df))])
for counts, shares in (
    ([17800, 2200], [0.9, 0.1]),
    ([18003, 1997], [0.9, 0.1]),
    ([821588, 815482], [0.5, 0.5]),
    ([10, 20, 30, 41], [0.1, 0.2, 0.3, 0.4]),
    ([0, 12], [0.5, 0.5]),
    ([1000, 1000], [0.5, 0.5]),
):
    found = stats.chisquare(counts, numpy.array(shares) * sum(counts))
    rows["ratio"].append([counts, shares, float(found.statistic), float(found.pvalue)])

out = {
    "versions": {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
    },
    **rows,
}
Path(__file__).with_name("power.json").write_text(json.dumps(out, separators=(",", ":")).replace("],[", "],\n[") + "\n")
print({name: len(of) for name, of in rows.items()})
