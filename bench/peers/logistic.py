"""numpy's and scikit-learn's logistic regression on dense rows, the last column ones: what = 0 one pass, 1 lbfgs, 2 newton-cholesky, 3 SGDClassifier."""

import warnings

import numpy as np
from protocol import serve
from sklearn.linear_model import LogisticRegression, SGDClassifier

warnings.filterwarnings("ignore")  # stopping after some epochs is meant


def load(x, y, w, d, what, l2, epochs, rate):
    rows = np.fromfile(x).reshape(-1, d)
    target = np.fromfile(y)
    weights = np.fromfile(w)
    columns = np.ascontiguousarray(rows[:, :-1])
    n = len(target)

    def loss_of(model):
        own = np.append(model.coef_[0], model.intercept_[0])
        return np.mean(np.logaddexp(0, rows @ own) - target * (rows @ own)) + l2 / 2 * own[:-1] @ own[:-1]

    def one_pass():
        z = rows @ weights
        e = np.exp(-np.abs(z))
        sigma = np.where(z < 0, e, 1) / (1 + e)
        loss = np.sum(np.log1p(e) + np.maximum(z, 0) - target * z)
        return loss, rows.T @ (sigma - target)

    if what == 0:
        return one_pass, lambda result: result[0]
    if what == 3:
        settings = {"loss": "log_loss", "alpha": l2, "max_iter": epochs, "tol": None, "learning_rate": "constant", "eta0": rate, "random_state": 0}
        return lambda: SGDClassifier(**settings).fit(columns, target), loss_of
    solver = "lbfgs" if what == 1 else "newton-cholesky"
    return lambda: LogisticRegression(C=1 / (l2 * n), solver=solver, tol=1e-6, max_iter=10000).fit(columns, target), loss_of


serve(load)
