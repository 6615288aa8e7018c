"""scikit-learn's k-means, lloyd, f64, from given starts."""

import warnings

import numpy as np
from protocol import serve
from sklearn.cluster import KMeans

warnings.filterwarnings("ignore")  # stopping after maxIter is meant


def load(x, starts, d, k, maxIter):
    rows = np.fromfile(x).reshape(-1, d)
    centers = np.fromfile(starts).reshape(-1, k, d)

    def run():
        return [KMeans(k, init=start, n_init=1, max_iter=maxIter, tol=0, algorithm="lloyd").fit(rows) for start in centers]

    return run, lambda models: min(model.inertia_ for model in models)


serve(load)
