"""Golden values of log, log1p, exp and expm1 by mpmath, correctly rounded to f64: writes exact.json."""

import json
import math
import platform
import random
from fractions import Fraction
from pathlib import Path

import mpmath

mpmath.mp.dps = 80
random.seed(20261124)

TINY, LEAST_NORMAL, MOST, E = 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 2.220446049250313e-16


def rounded(value):
    """The nearest f64 (ties to even, denormals too), which mpmath's own conversion does not promise."""
    if not mpmath.isfinite(value) or value == 0:
        return float(value)
    sign, man, exponent, bits = value._mpf_
    if exponent + bits > 1024 or exponent + bits < -1080:
        return math.copysign(math.inf if exponent > 0 else 0.0, -1 if sign else 1)
    exact = Fraction(int(man)) * Fraction(2) ** int(exponent)
    return -float(exact) if sign else float(exact)


def json_number(x):
    return x if math.isfinite(x) else "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"


def near(x, steps=2):
    """x and its neighbors."""
    below = above = x
    out = [x]
    for _ in range(steps):
        below, above = math.nextafter(below, -math.inf), math.nextafter(above, math.inf)
        out += [below, above]
    return out


def spread(low, high, n):
    return [10 ** random.uniform(low, high) for _ in range(n)]


logs = [TINY, 3 * TINY, 1e-310, LEAST_NORMAL, MOST, 0.5, 2.0, 10.0, math.e, 2.0**64, 2.0**-64, 256.0, 1 / 256]
logs += near(1.0, 3) + near(math.sqrt(0.5)) + near(math.sqrt(2)) + spread(-308, 308, 20) + spread(-2, 3, 20)
log1ps = [TINY, -TINY, 1e-310, 1e-20, -1e-20, E, -E, E / 2, 0.5, -0.5, 1.0, -0.75, 9.0, 1e15, 1e16, 1e17, MOST, math.nextafter(-1, 0)]
log1ps += near(math.sqrt(2) - 1) + near(math.sqrt(0.5) - 1) + spread(-17, 0, 15) + [-x for x in spread(-17, -0.01, 15)] + spread(0, 20, 15)
exps = [TINY, -TINY, 1e-17, -1e-17, 1.0, -1.0, 0.5, 10.0, -10.0, math.log(2), -math.log(2), 0.34657359, 709.0, 709.78, 709.782712893384]
exps += near(709.782712893384) + [709.79, 710.0, 1e300, -708.0, -708.4, -709.0, -740.0, -744.0, -745.0, -745.13, -745.14, -745.2, -745.3, -746.0, -1e300]
exps += [random.uniform(-2, 2) for _ in range(15)] + [random.uniform(-745, 709) for _ in range(25)]
expm1s = [TINY, -TINY, 1e-310, 1e-20, -1e-20, 1e-9, -1e-9, 1.0, -1.0, 709.0, 709.79, -36.0, -37.0, -38.0, -50.0, -745.2, -800.0]
expm1s += near(0.35) + near(-0.35) + near(math.log(2)) + spread(-18, -0.46, 15) + [-x for x in spread(-18, -0.46, 15)]
expm1s += [random.uniform(-5, 5) for _ in range(20)]

SPECIAL = {
    "log": [(0.0, -math.inf), (-0.0, -math.inf), (-1.0, math.nan), (-TINY, math.nan), (math.inf, math.inf), (-math.inf, math.nan), (math.nan, math.nan)],
    "log1p": [(0.0, 0.0), (-0.0, -0.0), (-1.0, -math.inf), (-1.5, math.nan), (math.inf, math.inf), (-math.inf, math.nan), (math.nan, math.nan)],
    "exp": [(0.0, 1.0), (-0.0, 1.0), (math.inf, math.inf), (-math.inf, 0.0), (math.nan, math.nan)],
    "expm1": [(0.0, 0.0), (-0.0, -0.0), (math.inf, math.inf), (-math.inf, -1.0), (math.nan, math.nan)],
}
values = {}
for name, xs in {"log": logs, "log1p": log1ps, "exp": exps, "expm1": expm1s}.items():
    pairs = [(x, rounded(getattr(mpmath, name)(mpmath.mpf(x)))) for x in xs] + SPECIAL[name]
    values[name] = [[json_number(x), json_number(y)] for x, y in pairs]

versions = {"python": platform.python_version(), "mpmath": mpmath.__version__}
text = ",\n".join(f"  {json.dumps(name)}: [\n" + ",\n".join("    " + json.dumps(pair) for pair in pairs) + "\n  ]" for name, pairs in values.items())
Path(__file__).with_name("exact.json").write_text(f'{{\n  "versions": {json.dumps(versions)},\n{text}\n}}\n')
print({name: len(pairs) for name, pairs in values.items()})
