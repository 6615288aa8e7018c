"""Golden values by mpmath, 50 digits, as the nearest f64: log Gamma and its derivatives, and the purchases that BG/NBD expects of a customer by equation (10) of
Fader, Hardie & Lee (2005) with its hypergeometric function. Writes special.json.

Usage: python special.py
"""

import json
import math
import platform
import random
from pathlib import Path

import mpmath
from mpmath import mpf

mpmath.mp.dps = 50
random.seed(20261126)

xs = [1e-300, 1e-20, 1e-8, 0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.4616, 1.5, 1.75, 2.0, 2.5, 3.0, 4.5, 9.0, 10.0, 11.0, 100.0, 170.5, 1e6, 1e15, 1e100]
xs += [c + s * 10.0**-e for c in (1, 2) for s in (-1, 1) for e in (1, 2, 4, 8, 12)]
xs += [math.nextafter(c, to) for c in (0.5, 1.5, 2.5, 10.0) for to in (0, math.inf)]
xs += [10 ** random.uniform(-3, 4) for _ in range(60)]
values = {
    "lgamma": [[x, float(mpmath.loggamma(x))] for x in xs],
    "digamma": [[x, float(mpmath.digamma(x))] for x in xs],
    "trigamma": [[x, float(mpmath.polygamma(1, x))] for x in xs if x > 1e-100],
}


def expected(r, alpha, a, b, x, age, t):
    """Of a customer who is alive."""
    r, alpha, a, b, x, age, t = map(mpf, (r, alpha, a, b, x, age, t))
    if a == 1 or a + b + x == 1:  # a limit of the formula: approach it
        a += mpf(10) ** -25
    z = t / (alpha + age + t)
    return (a + b + x - 1) / (a - 1) * (1 - (1 - z) ** (r + x) * mpmath.hyp2f1(r + x, b + x, a + b + x - 1, z))


# r, alpha, a, b, x, age, t
cases = [
    (0.2426, 4.4136, 0.7929, 2.4259, 2, 38.86, 39),
    (0.2426, 4.4136, 1.0, 2.4259, 2, 38.86, 39),
    (0.2426, 4.4136, 0.3, 0.7, 0, 0, 10),
    (0.2426, 4.4136, 0.2, 0.1, 0, 5, 100),
    (50.0, 3000.0, 2.0, 1e6, 10, 300, 365),
    (2.0, 10.0, 1e-4, 3.0, 300, 365, 365),
    (0.5, 1.0, 5.0, 0.01, 1, 0, 1000),
    (300.0, 7.0, 0.7, 2.0, 300, 10, 1000),
    (0.9, 60.0, 0.4, 2.5, 5, 200, 1e-9),
]
cases += [
    tuple(round(10 ** random.uniform(low, high), 3) for low, high in ((-1, 1), (0, 2.5), (-1, 1), (-1, 1))) + (random.randrange(60), random.randrange(700), random.randrange(1, 730))
    for _ in range(40)
]
values["expected"] = [[*case, float(expected(*case))] for case in cases]
out = {"versions": {"python": platform.python_version(), "mpmath": mpmath.__version__}, **values}
Path(__file__).with_name("special.json").write_text(json.dumps(out, separators=(",", ":")).replace("],[", "],\n[") + "\n")
print({name: len(rows) for name, rows in values.items()})
