"""Golden numbers of linear and logistic regression by scikit-learn, standard errors by statsmodels: on small made-up data that lie beside them, and on
bank-marketing and telco-churn, of which only coefficients and figures are kept: writes regression.json.

Minima are those of newton-cholesky: scikit-learn's L-BFGS stops where the loss falls by less than 1.4e-14, on bank-marketing some 4e-6 from them, on telco-churn 2e-5.

Usage: python regression.py [folder of the data sets]
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels
import statsmodels.api as sm
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler

from versions import VERSIONS

HERE = Path(__file__).parent
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data"
random = np.random.default_rng(20261126)
warnings.simplefilter("error")  # of what did not converge


def design(table, drop=True):
    """A column of zeros and ones for each category (but the first), in the order of the columns."""
    parts = []
    for name in table.columns:
        if pd.api.types.is_numeric_dtype(table[name]):
            parts.append(table[[name]].astype(float))
        else:
            dummies = pd.get_dummies(table[name], prefix=name, prefix_sep="=", dtype=float)
            parts.append(dummies.iloc[:, 1:] if drop else dummies)
    return pd.concat(parts, axis=1)


def scaled(X, table):
    """Numbers standardised, zeros and ones as they are."""
    X = X.copy()
    numbers = [name for name in table.columns if pd.api.types.is_numeric_dtype(table[name])]
    X[numbers] = StandardScaler().fit_transform(X[numbers])
    return X


def numbers(values):
    return [float(v) for v in np.ravel(values)]


def fitted(model, X, y, weights=None):
    model.fit(X.to_numpy(), y, sample_weight=weights)
    return {"coefficients": numbers(model.coef_), "intercept": numbers(model.intercept_)}


ROWS = 25


def logistic(X, y, weights=None, **options):
    model = LogisticRegression(**{"solver": "newton-cholesky", "tol": 1e-12, "max_iter": 100000, "C": 1.0, **options})
    out = fitted(model, X, y, weights)
    p = model.predict_proba(X.to_numpy())
    return {**out, "probabilities": numbers(p[:ROWS]), "logLoss": float(log_loss(y, p))}


def errors(result):
    """The constant is the last column."""
    return {"coefficients": numbers(result.params), "standardErrors": numbers(result.bse), "pValues": numbers(result.pvalues), "intervals": numbers(result.conf_int(0.05))}


def with_constant(X):
    return np.column_stack([X.to_numpy(), np.ones(len(X))])


def binomial(X, y, weights=None):
    model = sm.GLM(np.asarray(y, float), with_constant(X), family=sm.families.Binomial(), freq_weights=weights)
    return errors(model.fit(tol=1e-14, maxiter=200, tol_criterion="params"))


out = {"versions": {**VERSIONS, "statsmodels": statsmodels.__version__}}

# --- small: numbers of different units, a column of categories, labels of three kinds
N = 90
small = pd.DataFrame({
    "visits": random.poisson(4, N).astype(float),
    "spend": np.round(random.exponential(900, N), 2),
    "plan": random.choice(["free", "plus", "team"], N, p=[0.5, 0.3, 0.2]),
    "rate": np.round(random.normal(0, 0.01, N), 5),
})  # fmt: skip
logit = 0.35 * small.visits - 0.0008 * small.spend + (small.plan == "team") * 1.2 + 40 * small.rate - 1
bought = (random.random(N) < 1 / (1 + np.exp(-logit))).astype(int)
amount = np.round(20 + 3 * small.visits + 0.02 * small.spend - 8 * (small.plan == "plus") + random.normal(0, 6, N), 2)
choice = np.where(random.random(N) < 0.3, "later", np.where(bought == 1, "yes", "no"))
weights = np.round(random.exponential(1, N), 3)
weights[:4] = 0
X = design(small)
Z = scaled(X, small)
out["small"] = {
    "data": {**{name: small[name].tolist() for name in small.columns}, "bought": bought.tolist(), "amount": amount.tolist(), "choice": choice.tolist(), "weights": weights.tolist()},
    "logistic": logistic(X, bought, C=np.inf),
    "ridge": logistic(X, bought),
    "noDrop": logistic(design(small, drop=False), bought),
    "weighted": logistic(X, bought, weights=weights),
    "classWeight": logistic(X, bought, class_weight={0: 1, 1: 3.5}),
    "balanced": logistic(X, bought, class_weight="balanced"),
    "multinomial": logistic(X, choice),
    "multinomialScaled": logistic(Z, choice, solver="lbfgs", C=np.inf),
    "lasso": logistic(Z, bought, solver="saga", l1_ratio=1, C=0.2, tol=1e-10),
    "elasticNet": logistic(Z, bought, solver="saga", l1_ratio=0.4, C=0.1, tol=1e-10),
    "multinomialLasso": logistic(Z, choice, solver="saga", l1_ratio=1, C=0.3, tol=1e-10),
    "errors": binomial(X, bought),
    "weightedErrors": binomial(X, bought, weights),
    "multinomialErrors": None,
    "linear": {
        "plain": fitted(LinearRegression(), X, amount),
        "ridge": fitted(Ridge(alpha=N * 0.05, solver="cholesky"), Z, amount),
        "lasso": fitted(Lasso(alpha=0.8, tol=1e-14, max_iter=100000), Z, amount),
        "elasticNet": fitted(ElasticNet(alpha=1, l1_ratio=0.4, tol=1e-14, max_iter=100000), Z, amount),
        "weighted": fitted(LinearRegression(), X, amount, weights),
        "errors": errors(sm.OLS(amount.to_numpy(), with_constant(X)).fit()),
        "weightedErrors": errors(sm.WLS(amount.to_numpy()[4:], with_constant(X)[4:], weights=weights[4:]).fit()),
    },
}  # fmt: skip
# of MNLogit the first class has no coefficients: those of all classes, whose sum is 0, are a linear map of the others
codes = pd.Categorical(choice).codes
result = sm.MNLogit(codes, with_constant(Z)).fit(method="newton", tol=1e-14, maxiter=100, disp=0)
d, k = result.params.shape[0], 3
center = np.kron(np.vstack([np.zeros((1, k - 1)), np.eye(k - 1)]) - 1 / k, np.eye(d))
cov = center @ result.cov_params() @ center.T
out["small"]["multinomialErrors"] = {"coefficients": numbers(center @ np.ravel(result.params, order="F")), "standardErrors": numbers(np.sqrt(np.diag(cov)))}

# --- bank-marketing: rows of a bank's calls; who subscribed
bank = pd.read_csv(DATA / "bank-marketing/bank-full.csv", sep=";", keep_default_na=False)
y = (bank.pop("y") == "yes").astype(int).to_numpy()
out["bank"] = {}
for name, table in {"duration": bank, "noDuration": bank.drop(columns="duration")}.items():
    X = design(table)
    Z = scaled(X, table)
    out["bank"][name] = {
        "features": list(X.columns),
        "newton": logistic(X, y),
        "scaled": logistic(Z, y),
        "noDrop": {name: of for name, of in logistic(design(table, drop=False), y).items() if name in ("probabilities", "logLoss")},
        "errors": binomial(X, y),
    }
linear = bank[["age", "job", "marital", "education", "housing", "loan", "campaign"]]
X = design(linear)
out["bank"]["linear"] = {**fitted(LinearRegression(), X, bank.balance), "ridge": fitted(Ridge(alpha=1, solver="cholesky"), X, bank.balance), "errors": errors(sm.OLS(bank.balance.to_numpy(float), with_constant(X)).fit())}  # fmt: skip
of_contact = bank[["age", "balance", "day", "campaign", "previous", "job", "education", "housing"]]
out["bank"]["contact"] = logistic(design(of_contact), bank.contact)

# --- telco-churn: customers of a phone company; who left
telco = pd.read_csv(DATA / "telco-churn/telco-customer-churn.csv").drop(columns="customerID")
telco["TotalCharges"] = pd.to_numeric(telco["TotalCharges"], errors="coerce").fillna(0)
left = (telco.pop("Churn") == "Yes").astype(int).to_numpy()
X = design(telco)
Z = scaled(X, telco)
FEW = ["gender", "SeniorCitizen", "Partner", "Dependents", "tenure", "PhoneService", "InternetService", "Contract", "PaperlessBilling", "PaymentMethod", "MonthlyCharges", "TotalCharges"]  # fmt: skip
weights = (np.arange(len(left)) * 7 % 5).astype(float)
out["telco"] = {
    "features": list(X.columns),
    "newton": logistic(X, left),
    "scaled": logistic(Z, left),
    "balanced": logistic(X, left, class_weight="balanced"),
    "weighted": logistic(X, left, weights=weights),
    # without the columns that say "No internet service" again: with them no one support is best
    "lasso": [{"C": C, **logistic(scaled(design(telco[FEW]), telco[FEW]), left, solver="saga", l1_ratio=1, C=C, tol=1e-10)} for C in [0.02, 0.2]],
}
(HERE / "regression.json").write_text(json.dumps(out) + "\n")
