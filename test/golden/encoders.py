"""Golden numbers of imputers, encoders and pipelines by scikit-learn: on small made-up data that lie beside them, and on telco-churn and bank-marketing, of
which only figures by column are kept: writes encoders.json.

Usage: python encoders.py [folder of the data sets]
"""

import json
import sys
import warnings
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

from versions import VERSIONS

warnings.simplefilter("ignore")  # of unknown categories, which are wanted here
HERE = Path(__file__).parent
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data"
random = np.random.default_rng(20261124)


def plain(values):
    """As JSON: null for what is missing."""
    return [None if v is None or v != v else v.item() if isinstance(v, np.generic) else v for v in values]


def digits(rows):
    """Rows of 0 and 1 as text."""
    return " ".join("".join("1" if v else "0" for v in row) for row in rows)


# --- small: two columns of categories and two of numbers, in later rows values that the first have not
N, N_FIT = 48, 30
plans = random.choice(["month", "year", "trial", "gift", "team", "school"], N, p=[0.35, 0.25, 0.15, 0.1, 0.1, 0.05]).astype(object)
sizes = random.choice([0.0, 1.0, 2.0, 10.0, -3.0], N, p=[0.4, 0.3, 0.15, 0.1, 0.05])
plans[[3, 11, 35]] = np.nan  # None would be a category like others to OrdinalEncoder
sizes[[5, 6, 40]] = np.nan
plans[[32, 33]] = ["week", "decade"]
sizes[[31, 34]] = [7, 8]
ages = np.round(random.normal(40, 15, N), 1)
spend = np.round(random.exponential(20, N) / 5) * 5
ages[[0, 9, 31]] = np.nan
spend[[2, 9, 10, 32]] = np.nan
small = pd.DataFrame({"plan": pd.Series(plans, dtype=object), "size": sizes, "age": ages, "spend": spend})
categories, numbers = small[["plan", "size"]], small[["age", "spend"]]

one_hot = []
for drop, unknown, least, most in product([None, "first", "if_binary"], ["ignore", "infrequent_if_exist"], [None, 2, 4, 0.15, 99], [None, 1, 2, 3, 7]):
    model = OneHotEncoder(drop=drop, handle_unknown=unknown, min_frequency=least, max_categories=most, sparse_output=False)
    model.fit(categories[:N_FIT])
    options = {
        "drop": {None: "none", "first": "first", "if_binary": "ifBinary"}[drop],
        "handleUnknown": {"ignore": "ignore", "infrequent_if_exist": "infrequentIfExist"}[unknown],
        **({} if least is None else {"minFrequency": least}),
        **({} if most is None else {"maxCategories": most}),
    }
    one_hot.append({"options": options, "rows": digits(model.transform(categories))})
given = [["year", "team", "month", None], [0.0, 1.0, 2.0]]
model = OneHotEncoder(categories=given, handle_unknown="infrequent_if_exist", min_frequency=5, sparse_output=False).fit(categories[:N_FIT])
options = {"categories": {"plan": given[0], "size": given[1]}, "handleUnknown": "infrequentIfExist", "minFrequency": 5}
one_hot.append({"options": options, "rows": digits(model.transform(categories))})

ordinal = []
for missing in [np.nan, -1, 50]:
    model = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-2, encoded_missing_value=missing).fit(categories[:N_FIT])
    options = {"handleUnknown": "useEncodedValue", "unknownValue": -2, "encodedMissingValue": None if missing != missing else missing}
    ordinal.append({"options": options, "values": plain(model.transform(categories).ravel())})

imputed = []
for strategy, words in {"mean": "mean", "median": "median", "most_frequent": "mostFrequent", "constant": "constant"}.items():
    for indicator in [False, True]:
        model = SimpleImputer(strategy=strategy, fill_value=7.5 if strategy == "constant" else None, add_indicator=indicator)
        values = model.fit(numbers[:N_FIT]).transform(numbers)
        options = {"strategy": words, "addIndicator": indicator, **({"fillValue": 7.5} if strategy == "constant" else {})}
        imputed.append({"options": options, "statistics": model.statistics_.tolist(), "values": values.ravel().tolist()})


# --- the data sets, all columns
def figures(values):
    """Of each column its mean, and its means weighted by two patterns of the rows: no value of a row can be read off."""
    values = np.asarray(values, dtype=float)
    rows = np.arange(len(values))
    weights = [np.ones(len(values)), (rows * 7919 % 101) / 101, (rows * 104729 % 1009) / 1009]
    return [[float(np.mean(column * weight)) for weight in weights] for column in values.T]


def with_gaps(frame):
    """Missing cells by a rule that the test follows too."""
    frame = frame.copy()
    rows = np.arange(len(frame))
    for j, name in enumerate(frame.columns):
        gaps = (rows * 31 + j * 17) % 23 == 0
        frame[name] = frame[name].astype(float).mask(gaps) if pd.api.types.is_numeric_dtype(frame[name]) else frame[name].astype(object).mask(gaps, np.nan)
    return frame


def by_code_unit(texts):
    return sorted(texts, key=lambda text: text.encode("utf-16-be"))


def results(frame, fit_rows, whole, high):
    """frame: all columns, some cells missing; fit_rows: those seen by fit; whole: numbers taken as categories too; high: columns with a category a row."""
    texts = [name for name in frame.columns if frame[name].dtype == object]
    numeric = [name for name in frame.columns if name not in texts]
    for name in texts:
        present = frame[name].dropna().unique().tolist()
        assert sorted(present) == by_code_unit(present)
    few = [name for name in texts if name not in high]
    seen = frame[fit_rows]
    mean = SimpleImputer(strategy="mean", add_indicator=True).fit(seen[numeric])
    median = SimpleImputer(strategy="median").fit(seen[numeric])
    common = SimpleImputer(strategy="most_frequent").fit(seen[texts])
    commonest = SimpleImputer(strategy="most_frequent").fit(seen[numeric])
    ignore = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(seen[few + whole])
    pooled = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=0.05, max_categories=6, drop="if_binary", sparse_output=False).fit(seen[texts + whole])
    ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2).fit(seen[texts + whole])
    columns = ColumnTransformer(
        [
            ("numbers", Pipeline([("fill", SimpleImputer(strategy="median", add_indicator=True)), ("scale", StandardScaler())]), numeric),
            ("texts", Pipeline([("fill", SimpleImputer(strategy="most_frequent")), ("encode", OneHotEncoder(handle_unknown="ignore", min_frequency=20, sparse_output=False))]), texts),
        ]
    ).fit(seen)
    return {
        "numbers": numeric,
        "texts": texts,
        "unseen": {name: len(set(frame[name].dropna()) - set(seen[name].dropna())) for name in texts},
        "mean": {"statistics": mean.statistics_.tolist(), "figures": figures(mean.transform(frame[numeric]))},
        "median": {"statistics": median.statistics_.tolist(), "figures": figures(median.transform(frame[numeric]))},
        "mostFrequent": {
            "numbers": commonest.statistics_.tolist(),
            # places among the sorted values, not the values
            "texts": [by_code_unit(seen[name].dropna().unique()).index(value) for name, value in zip(texts, common.statistics_)],
        },
        "oneHot": figures(ignore.transform(frame[few + whole])),
        "pooled": figures(pooled.transform(frame[texts + whole])),
        "ordinal": figures(ordinal.transform(frame[texts + whole])),
        "pipeline": figures(columns.transform(frame)),
    }


telco = pd.read_csv(DATA / "telco-churn/telco-customer-churn.csv", keep_default_na=False)
telco["TotalCharges"] = pd.to_numeric(telco["TotalCharges"], errors="coerce")
assert telco["TotalCharges"].isna().sum() == 11
telco_fit = ((telco["Contract"] != "Two year") & (telco["PaymentMethod"] != "Mailed check") & (telco["InternetService"] != "No")).to_numpy()
bank = pd.read_csv(DATA / "bank-marketing/bank-full.csv", sep=";", keep_default_na=False)
bank_fit = np.arange(len(bank)) < 8000

golden = {
    "versions": VERSIONS,
    "small": {
        "nFit": N_FIT,
        "data": {name: plain(small[name]) for name in small.columns},
        "oneHot": one_hot,
        "ordinal": ordinal,
        "imputed": imputed,
    },
    "telco": results(with_gaps(telco), telco_fit, ["SeniorCitizen", "tenure"], ["customerID"]),
    "bank": results(with_gaps(bank), bank_fit, ["day", "campaign"], []),
}
text = json.dumps(golden, separators=(",", ":")).replace("],[", "],\n[").replace(',"', ',\n"').replace("},{", "},\n{")
(HERE / "encoders.json").write_text(text + "\n")
print({name: (golden[name]["unseen"], len(golden[name]["pooled"]), len(golden[name]["pipeline"])) for name in ("telco", "bank")}, len(one_hot), len(text))
