"""Golden rating errors on MovieLens ml-latest-small by Surprise: writes surprise.json. Numbers only: no ids, no rows of the data.

Usage: python from-surprise.py [ratings.csv], in a virtual environment made of requirements-surprise.txt. (A file surprise.py would hide the package.)

The folds need no shared file. Sort the ratings by (userId, movieId); the rating of rank r (from 0) is in fold ((r * 2654435761 mod 2^32) >> 16) mod 5.
Fold f is tested by a model of the other four; training and test ratings are handed over in that sorted order.

What to know to get the same numbers (facts of Surprise 1.1.5; x is the side of the neighbors, users if user_based):
- Similarities are of the ratings that two x have in common only, and 0 below min_support of them.
  cosine = p / sqrt(a * b); msd = 1 / (d / n + 1); pearson = (n p - s t) / sqrt((n a - s s) (n b - t t)), 0 where that root is 0;
  p, a, b: sums of products and of squares; s, t: sums; d: sum of squared differences; n: how many. Half stars make every sum exact, so similarities do
  not depend on the order of sums, but equal ones stay equal only with ONE root of the product, not a product of roots.
- The neighbors are the k most similar x that rated the item (or were rated by the user), of which only those with a similarity above 0 count. Equal
  similarities: who comes first in the list of ratings, which are sorted: so the smaller id first, although Surprise numbers ids by first appearance.
- KNNWithMeans centers by means of x, KNNWithZScore also divides by the deviation of x (population; of all ratings where it is 0), KNNBaseline by BaselineOnly.
- BaselineOnly: alternating least squares from zeros, 10 times the items and then the users: b_i = sum(r - mean - b_u) / (10 + n_i),
  b_u = sum(r - mean - b_i) / (15 + n_u). An unknown user or item has bias 0.
- What it says without an answer. An unknown user or item: the mean of all training ratings (KNNBaseline: the baseline). Fewer than min_k neighbors with a
  similarity above 0: KNNBasic the mean of all ratings, KNNWithMeans and KNNWithZScore the mean of x, KNNBaseline the baseline.
- Errors are of predictions clipped to 0.5..5. The single predictions are not clipped.
"""

import json
import platform
import sys
from multiprocessing import Pool
from pathlib import Path

import numpy
import surprise
from surprise import BaselineOnly, Dataset, KNNBaseline, KNNBasic, KNNWithMeans, KNNWithZScore, Reader

HERE = Path(__file__).parent
FILE = sys.argv[1] if len(sys.argv) > 1 else HERE / "../../../shared/data/ml-latest-small/ratings.csv"
N_FOLDS = 5
KNN = [KNNBasic, KNNWithMeans, KNNWithZScore, KNNBaseline]
SIDES = [("user", True), ("item", False)]
SIMILARITIES = ["cosine", "msd", "pearson"]
PLAIN = {"k": 40, "min_k": 1, "min_support": 1}
STRICT = {"k": 40, "min_k": 2, "min_support": 3}
N_SINGLE = 60

rows = [line.split(",")[:3] for line in Path(FILE).read_text().splitlines()[1:]]
ratings = sorted((int(user), int(item), float(value)) for user, item, value in rows)
folds = [((rank * 2654435761 % 2**32) >> 16) % N_FOLDS for rank in range(len(ratings))]
sizes = [folds.count(f) for f in range(N_FOLDS)]
positions = sorted(int(p) for p in numpy.random.default_rng(20261126).choice(sizes[0], N_SINGLE, replace=False))


def measure(algorithm, trainset, test):
    """RMSE, MAE, and of some: estimate before clipping, neighbors that counted (-1: not said), whether it fell back to the mean."""
    algorithm.fit(trainset)
    found = [algorithm.predict(u, i, r, clip=False) for u, i, r in test]
    errors = numpy.array([min(5, max(0.5, p.est)) - p.r_ui for p in found])
    single = [found[p] for p in positions]
    return {
        "rmse": float(numpy.sqrt(numpy.mean(errors**2))),
        "mae": float(numpy.mean(numpy.abs(errors))),
        "impossible": sum(p.details["was_impossible"] for p in found),
        "estimates": [round(float(p.est), 12) for p in single],
        "neighbors": [int(p.details.get("actual_k", -1)) for p in single],
        "fellBack": "".join(str(int(p.details["was_impossible"])) for p in single),
    }


def sharing(knn, similarities):
    """The same algorithm with similarities computed already: they are the same for all four."""
    return type(knn.__name__, (knn,), {"compute_similarities": lambda self: similarities})


def run(f):
    train = [(u, i, r, None) for (u, i, r), fold in zip(ratings, folds) if fold != f]
    test = [rating for rating, fold in zip(ratings, folds) if fold == f]
    data = Dataset(Reader(rating_scale=(0.5, 5)))
    trainset = data.construct_trainset(train)
    found = {"BaselineOnly": measure(BaselineOnly(verbose=False), trainset, test)}
    for settings in [PLAIN, STRICT]:
        if settings is STRICT and f > 0:
            continue
        for side, user_based in SIDES:
            for name in SIMILARITIES:
                options = {"name": name, "user_based": user_based, "min_support": settings["min_support"]}
                given = {"k": settings["k"], "min_k": settings["min_k"], "sim_options": options, "verbose": False}
                similarities = KNNBasic(**given).fit(trainset).sim
                for knn in KNN:
                    key = f"{knn.__name__} {side} {name}{' strict' if settings is STRICT else ''}"
                    found[key] = measure(sharing(knn, similarities)(**given), trainset, test)
                    print(f, key, found[key]["rmse"], flush=True)
                del similarities
    return found


def table(key, of_folds):
    """One algorithm: errors by fold; single predictions on the first fold."""
    knn, *rest = key.split()
    settings = {} if knn == "BaselineOnly" else STRICT if "strict" in rest else PLAIN
    rmse, mae = ([found[name] for found in of_folds] for name in ("rmse", "mae"))
    first = {name: of_folds[0][name] for name in ("estimates", "neighbors", "fellBack")}
    if rest:
        settings = {"side": rest[0], "similarity": rest[1], **settings}
    return {
        "algorithm": knn,
        **settings,
        "rmse": [round(v, 9) for v in rmse],
        "mae": [round(v, 9) for v in mae],
        "meanRmse": round(float(numpy.mean(rmse)), 9),
        "meanMae": round(float(numpy.mean(mae)), 9),
        "impossible": [found["impossible"] for found in of_folds],
        **first,
    }


if __name__ == "__main__":
    with Pool(2) as pool:
        by_fold = pool.map(run, range(N_FOLDS), chunksize=1)
    golden = {
        "versions": {"python": platform.python_version(), "numpy": numpy.__version__, "scikit-surprise": surprise.__version__},
        "ratings": len(ratings),
        "foldSizes": sizes,
        "positions": positions,
        "results": [table(key, [found[key] for found in by_fold if key in found]) for key in by_fold[0]],
    }
    text = json.dumps(golden, separators=(",", ":")).replace('{"algorithm"', '\n{"algorithm"').replace(',"results"', ',\n"results"')
    (HERE / "surprise.json").write_text(text + "\n")
    print(len(golden["results"]), len(text))
