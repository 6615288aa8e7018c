"""Golden measures of labels, scores, probabilities and numbers by scikit-learn, on seeded rows that lie beside them, and of real rows, of which only the numbers
lie there: writes classification.json.

The rows hold what is odd: equal scores, weights of 0, sure and wrong probabilities, classes that are never predicted or do not occur.

Usage: python classification.py [folder of the data sets]
"""

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import metrics
from sklearn.calibration import calibration_curve

from versions import VERSIONS

HERE = Path(__file__).parent
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data"
random = np.random.default_rng(20261126)
plain = lambda values: np.asarray(values).tolist()
# NaN and Infinity have no JSON
shown = lambda value: None if np.isnan(value) else float(value)
finite = lambda values: [None if np.isinf(v) else float(v) for v in values]


def weights(n):
    return np.where(random.random(n) < 0.1, 0, random.random(n) * 3)


def binary(name, y, scores, positive, are_probabilities):
    """One set of binary rows by all measures of scores, without weights and with."""
    y, scores = np.array(y), np.array(scores, dtype=float)
    is_positive = y == positive
    found = {"name": name, "y": plain(y), "scores": plain(scores), "positive": positive, "weights": plain(weights(len(y)))}
    for key, sample_weight in [("plain", None), ("weighted", np.array(found["weights"]))]:
        more = dict(sample_weight=sample_weight)
        fpr, tpr, thresholds = metrics.roc_curve(is_positive, scores, **more)
        full = metrics.roc_curve(is_positive, scores, drop_intermediate=False, **more)
        precision, recall, rising = metrics.precision_recall_curve(is_positive, scores, **more)
        one = {
            "roc": {"fpr": plain(fpr), "tpr": plain(tpr), "thresholds": finite(thresholds)},
            "rocFull": {"fpr": plain(full[0]), "tpr": plain(full[1]), "thresholds": finite(full[2])},
            "rocAuc": metrics.roc_auc_score(is_positive, scores, **more),
            "precisionRecall": {"precision": plain(precision), "recall": plain(recall), "thresholds": plain(rising)},
            "averagePrecision": metrics.average_precision_score(is_positive, scores, **more),
        }
        if are_probabilities:
            one["logLoss"] = metrics.log_loss(is_positive, scores, **more)
            one["brier"] = metrics.brier_score_loss(is_positive, scores, **more)
        found[key] = one
    if are_probabilities:
        found["calibration"] = []
        for strategy in ["uniform", "quantile"]:
            for n_bins in [1, 3, 5, 10, 37]:
                observed, predicted = calibration_curve(is_positive, scores, n_bins=n_bins, strategy=strategy)
                found["calibration"].append(
                    {"strategy": strategy, "nBins": n_bins, "observed": plain(observed), "predicted": plain(predicted)}
                )
    return found


def labels(name, actual, predicted):
    """Predicted labels by all averages, without weights and with."""
    found = {"name": name, "actual": plain(actual), "predicted": plain(predicted), "weights": plain(weights(len(actual)))}
    classes = sorted(set(actual) | set(predicted))
    for key, sample_weight in [("plain", None), ("weighted", np.array(found["weights"]))]:
        more = dict(sample_weight=sample_weight)
        found[key] = {
            "confusion": plain(metrics.confusion_matrix(actual, predicted, **more).ravel()),
            "accuracy": metrics.accuracy_score(actual, predicted, **more),
            "averages": [],
        }
        for average in ["macro", "micro", "weighted"] + (["binary"] if len(classes) == 2 else []):
            for zero in [0, 1, np.nan]:
                also = dict(average=average, zero_division=zero, pos_label=classes[-1] if average == "binary" else 1, **more)
                found[key]["averages"].append(
                    {
                        "average": average,
                        "zeroDivision": None if np.isnan(zero) else zero,
                        "precision": shown(metrics.precision_score(actual, predicted, **also)),
                        "recall": shown(metrics.recall_score(actual, predicted, **also)),
                        "f1": shown(metrics.f1_score(actual, predicted, **also)),
                    }
                )
    return found


def classes(name, y, probabilities):
    """Probabilities of several classes."""
    found = {"name": name, "y": plain(y), "probabilities": plain(probabilities), "weights": plain(weights(len(y)))}
    for key, sample_weight in [("plain", None), ("weighted", np.array(found["weights"]))]:
        more = dict(sample_weight=sample_weight)
        one_hot = np.array(y)[:, None] == np.unique(y)[None, :]
        found[key] = {
            "logLoss": metrics.log_loss(y, probabilities, **more),
            "brier": metrics.brier_score_loss(y, probabilities, **more),
            "rocAuc": {
                average: metrics.roc_auc_score(one_hot, probabilities, average=average, **more) for average in ["macro", "weighted"]
            },
            "averagePrecision": {
                average: metrics.average_precision_score(one_hot, probabilities, average=average, **more)
                for average in ["macro", "weighted"]
            },
        }
    return found


def numbers(name, actual, predicted):
    found = {"name": name, "actual": plain(actual), "predicted": plain(predicted), "weights": plain(weights(len(actual)))}
    for key, sample_weight in [("plain", None), ("weighted", np.array(found["weights"]))]:
        more = dict(sample_weight=sample_weight)
        found[key] = {
            "r2": metrics.r2_score(actual, predicted, **more),
            "mae": metrics.mean_absolute_error(actual, predicted, **more),
            "rmse": metrics.root_mean_squared_error(actual, predicted, **more),
        }
    return found


n = 150
p = random.random(n)
drawn = (random.random(n) < p).astype(int)
extreme = np.clip(p * 3 - 1, 0, 1)
extreme[:6] = [1e-300, 1 - 2**-53, 0, 1, 2**-1074, 0.5]
softmax = np.exp(random.normal(size=(n, 3)) * 2)
softmax /= softmax.sum(axis=1, keepdims=True)
three = [["red", "green", "blue"][random.choice(3, p=0.5 * row + 0.5 / 3)] for row in softmax]
sure = np.eye(4)[random.integers(0, 4, 120)]
names = np.array(["amber", "Zinc", "clay", "oak", "éclair"])
actual5, predicted5 = names[random.integers(0, 4, 150)], names[random.integers(1, 5, 150)]
drift = random.normal(size=80)



def bank():
    """bank-marketing, by a score that is a formula of the length of the call: 45,211 rows with 1,573 different scores."""
    table = pd.read_csv(DATA / "bank-marketing" / "bank-full.csv", sep=";")
    y, scores = table["y"].to_numpy() == "yes", (table["duration"] / (table["duration"] + 1000)).to_numpy()
    weight, predicted = (table["age"] / 7).to_numpy(), scores > 0.25
    found = {}
    for key, sample_weight in [("plain", None), ("weighted", weight)]:
        more = dict(sample_weight=sample_weight)
        fpr, tpr, _ = metrics.roc_curve(y, scores, drop_intermediate=False, **more)
        precision, recall, _ = metrics.precision_recall_curve(y, scores, **more)
        measures = {
            "rocAuc": metrics.roc_auc_score(y, scores, **more),
            "averagePrecision": metrics.average_precision_score(y, scores, **more),
            "logLoss": metrics.log_loss(y, scores, **more),
            "brier": metrics.brier_score_loss(y, scores, **more),
            "accuracy": metrics.accuracy_score(y, predicted, **more),
            "precision": metrics.precision_score(y, predicted, **more),
            "recall": metrics.recall_score(y, predicted, **more),
            "f1": metrics.f1_score(y, predicted, **more),
        }
        # of curves their sums
        found[key] = {"measures": measures, "curves": [float(v.sum()) for v in [fpr, tpr, precision, recall]]}
    for strategy in ["uniform", "quantile"]:
        observed, p = calibration_curve(y, scores, n_bins=10, strategy=strategy)
        found[strategy] = [plain(observed), plain(p)]
    return found


json.dump(
    {
        "versions": VERSIONS,
        "bank": bank(),
        "binary": [
            binary("scores all different", drawn, random.normal(size=n) + 1.5 * drawn, 1, False),
            binary("probabilities in steps of a twentieth", drawn, np.round(p * 20) / 20, 1, True),
            binary("sure and wrong, texts", np.where(drawn, "yes", "no"), extreme, "yes", True),
            binary("the first of two texts is positive", np.where(drawn, "buy", "walk"), p, "buy", True),
            binary("all scores equal", drawn[:30], np.full(30, 0.25), 1, True),
            binary("one positive of many, huge and tiny scores", np.eye(1, 50, 7, dtype=int)[0], random.normal(size=50) * 1e200, 1, False),
            binary("ten rows, of which three quantiles end at a row", [0, 0, 1, 0, 1, 0, 1, 1, 0, 1], np.arange(10) / 9, 1, True),
            binary("two rows", [True, False], [0.25, 0.25], True, True),
        ],
        "labels": [
            labels("two numbers", plain(drawn), plain((p > 0.4).astype(int))),
            labels("texts, some never predicted, some never there", actual5, predicted5),
            labels("nothing predicted", ["no"] * 9 + ["yes"] * 4, ["no"] * 13),
            labels("all wrong", [1, 2, 3, 1], [2, 3, 1, 3]),
        ],
        "classes": [
            classes("three texts", three, softmax),
            classes("four numbers, sure", plain(random.integers(0, 4, 120)), sure),
        ],
        "numbers": [
            numbers("any", drift * 50, drift * 45 + random.normal(size=80)),
            numbers("far from 0", 1e9 + drift, 1e9 + drift * 0.5),
            numbers("worse than the mean", [1, 2, 3, 4], [9, -3, 8, 0.5]),
            numbers("no variance, right", [0.1] * 5, [0.1] * 5),
            numbers("no variance, wrong", [2] * 5, [2, 2, 2, 2, 3]),
        ],
    },
    (HERE / "classification.json").open("w"),
    ensure_ascii=False,
    allow_nan=False,
    separators=(",", ":"),
)
