"""The snippets of examples/textbook in pandas, NumPy and scikit-learn, on the same files: writes textbook.json."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import StandardScaler

from versions import VERSIONS

HERE = Path(__file__).parent
BOOK = HERE / "../../examples/textbook"

# cleaning: gaps, ages, z-scores
raw = pd.read_csv(BOOK / "customers.csv", parse_dates=["birth"])
complete = raw.dropna()
as_of = pd.Timestamp("2026-01-01")
before = (complete.birth.dt.month > as_of.month) | ((complete.birth.dt.month == as_of.month) & (complete.birth.dt.day > as_of.day))
aged = complete.assign(age=as_of.year - complete.birth.dt.year - before.astype(int))
figures = aged[["age", "income", "spending", "visits"]]
scores = (figures - figures.mean()) / figures.std(ddof=0)
customers = aged[(scores.abs() < 3).all(axis=1)]

# segments
three = customers[["age", "income", "spending"]]
scaler = StandardScaler()
kmeans = KMeans(n_clusters=3, n_init=50, random_state=0, tol=0).fit(scaler.fit_transform(three))

# cosine similarity of users and of items, and what the first says of items that a user has not rated
ratings = pd.read_csv(BOOK / "ratings.csv").pivot(index="user", columns="item", values="rating").fillna(0)
users, items = cosine_similarity(ratings), cosine_similarity(ratings.T)
np.fill_diagonal(users, 0)
sums = pd.DataFrame(users @ ratings.to_numpy(), ratings.index, ratings.columns)
unseen = {user: sums.loc[user][ratings.loc[user] == 0].sort_values(ascending=False) for user in ratings.index}

# gradient descent for a linear model: theta = theta - alpha gradient
X = np.c_[np.ones(len(customers)), StandardScaler().fit_transform(customers[["age", "income", "visits"]])]
y = customers.spending.to_numpy(float)
theta = np.zeros(4)
losses = []
for _ in range(100):
    errors = X @ theta - y
    losses.append(float(errors @ errors / (2 * len(y))))
    theta = theta - 0.5 * X.T @ errors / len(y)
best = np.linalg.lstsq(X, y, rcond=None)[0]

golden = {
    "versions": VERSIONS,
    "scores": scores.to_numpy().tolist(),
    "kept": customers.id.tolist(),
    "ages": customers.age.tolist(),
    "inertia": float(kmeans.inertia_),
    "centers": sorted(scaler.inverse_transform(kmeans.cluster_centers_).tolist()),
    "users": {user: dict(zip(ratings.index, row.tolist())) for user, row in zip(ratings.index, users)},
    "items": {item: dict(zip(ratings.columns, row.tolist())) for item, row in zip(ratings.columns, items)},
    "unseen": {user: sums.to_dict() for user, sums in unseen.items()},
    "losses": losses,
    "best": best.tolist(),
}
(HERE / "textbook.json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")
