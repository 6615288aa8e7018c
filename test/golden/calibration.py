"""Golden calibrations by scikit-learn on seeded rows that lie beside them: writes calibration.json.

scikit-learn stops its search for Platt's slope and intercept at a gradient of 1e-6; beside its numbers lie those of Newton's method on the same loss in long
doubles.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV, _sigmoid_calibration
from sklearn.frozen import FrozenEstimator
from sklearn.isotonic import IsotonicRegression

from versions import VERSIONS

random = np.random.default_rng(20261127)
plain = lambda values: np.asarray(values, dtype=float).tolist()


def weights(n):
    return np.where(random.random(n) < 0.1, 0, random.random(n) * 3)


def newton(scores, y, weight):
    """Platt's slope and intercept to the last digit."""
    f, t, w = (np.asarray(v, dtype=np.longdouble) for v in (scores, np.zeros(len(y)), weight))
    unit = np.max(np.abs(f)) or np.longdouble(1)
    f = f / unit
    yes, no = w[y == 1].sum(), w[y == 0].sum()
    t = np.where(y == 1, (yes + 1) / (yes + 2), 1 / (no + 2))
    a, b = np.longdouble(0), np.log((yes + 1) / (no + 1))
    loss = lambda a, b: np.sum(w * (np.logaddexp(0, a * f + b) - t * (a * f + b)))
    for _ in range(200):
        p = 1 / (1 + np.exp(-(a * f + b)))
        g = np.array([np.sum(w * (p - t) * f), np.sum(w * (p - t))])
        h = w * p * (1 - p)
        haa, hab, hbb = np.sum(h * f * f), np.sum(h * f), np.sum(h)
        d = haa * hbb - hab * hab
        da, db = (hbb * g[0] - hab * g[1]) / d, (haa * g[1] - hab * g[0]) / d
        step = np.longdouble(1)
        while step > 1e-12 and not loss(a - step * da, b - step * db) <= loss(a, b):
            step /= 2
        a, b = a - step * da, b - step * db
    return float(a / unit), float(b)


def platt(name, scores, y):
    scores, y, weight = np.array(scores, dtype=float), np.array(y, dtype=float), weights(len(y))
    found = {"name": name, "scores": plain(scores), "y": plain(y), "weights": plain(weight)}
    for key, w in [("plain", None), ("weighted", weight)]:
        a, b = _sigmoid_calibration(scores, y, w)
        slope, intercept = newton(scores, y, np.ones(len(y)) if w is None else w)
        found[key] = {"scikitLearn": [-a, -b], "exact": [slope, intercept]}
    return found


def isotonic(name, x, y):
    x, y, weight = np.array(x, dtype=float), np.array(y, dtype=float), weights(len(y))
    at = np.concatenate([x, [x.min() - 1, x.max() + 1], (x[:-1] + x[1:]) / 2])
    found = {"name": name, "x": plain(x), "y": plain(y), "weights": plain(weight), "at": plain(at), "fits": []}
    for increasing in [True, False]:
        for w in [None, weight]:
            model = IsotonicRegression(out_of_bounds="clip", increasing=increasing).fit(x, y, w)
            found["fits"].append(
                {
                    "increasing": increasing,
                    "weighted": w is not None,
                    "x": plain(model.X_thresholds_),
                    "y": plain(model.y_thresholds_),
                    "predicted": plain(model.predict(at)),
                }
            )
    return found


class ByFormula(ClassifierMixin, BaseEstimator):
    """The same model on both sides."""

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self

    def score_of(self, X):
        return 2 * X[:, 0] - X[:, 1] * X[:, 1]

    def predict(self, X):
        return self.classes_[(self.score_of(X) > 0).astype(int)]


class WithDecisions(ByFormula):
    def decision_function(self, X):
        return self.score_of(X)


class WithProbabilities(ByFormula):
    def predict_proba(self, X):
        p = np.clip(self.score_of(X) / 20 + 0.5, 0, 1)
        return np.stack([1 - p, p], axis=1)


def classifiers(X, y):
    weight = weights(len(y))
    found = {"X": plain(X), "y": y.tolist(), "weights": plain(weight), "fits": []}
    for kind, Model in [("decisionFunction", WithDecisions), ("predictProba", WithProbabilities)]:
        for method in ["sigmoid", "isotonic"]:
            for w in [None, weight]:
                frozen = FrozenEstimator(Model().fit(X, y))
                model = CalibratedClassifierCV(frozen, method=method).fit(X, y, w)
                found["fits"].append(
                    {
                        "kind": kind,
                        "method": "platt" if method == "sigmoid" else method,
                        "weighted": w is not None,
                        "probabilities": plain(model.predict_proba(X)[:, 1]),
                        "predicted": model.predict(X).tolist(),
                    }
                )
    return found


n = 160
margin = random.normal(size=n) * 2
label = (random.random(n) < 1 / (1 + np.exp(-1.3 * margin + 0.4))).astype(float)
X = random.normal(size=(120, 2)) * 1.5
noisy = 2 * X[:, 0] - X[:, 1] ** 2 + random.normal(size=120) * 2

json.dump(
    {
        "versions": VERSIONS,
        "platt": [
            platt("log-odds", margin, label),
            platt("steps of a half", np.round(margin * 2) / 2, label),
            platt("falling", -margin, label),
            platt("parted", [-3, -2, -1, 1, 2, 3], [0, 0, 0, 1, 1, 1]),
            platt("huge and far from 0", 1e6 + 1e5 * margin, label),
            platt("tiny", 1e-8 * margin, label),
            platt("one positive of many", margin[:60], np.eye(1, 60, 17)[0]),
        ],
        "isotonic": [
            isotonic("labels", margin, label),
            isotonic("labels, equal scores", np.round(margin * 2) / 2, label),
            isotonic("numbers", random.normal(size=80), random.normal(size=80)),
            isotonic("rising already", [1, 2, 3, 4], [1, 2, 2, 7]),
            isotonic("falling already", [1, 2, 3, 4], [4, 3, 2, 1]),
            isotonic("one place", [5, 5, 5], [1, 2, 6]),
        ],
        "classifiers": classifiers(X, np.where(noisy > -1, "yes", "no")),
    },
    (Path(__file__).parent / "calibration.json").open("w"),
    allow_nan=False,
    separators=(",", ":"),
)
