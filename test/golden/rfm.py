"""Golden figures of customers on the Online Retail data (UCI) by pandas: writes rfm.json. Numbers only: no ids, no rows of the data.

Usage: python rfm.py [online-retail.csv.gz]
"""

import json
import sys
from math import fsum
from pathlib import Path

import numpy as np
import pandas as pd

from versions import VERSIONS

HERE = Path(__file__).parent
FILE = sys.argv[1] if len(sys.argv) > 1 else HERE / "../../../shared/data/online-retail/online-retail.csv.gz"
AS_OF = pd.Timestamp("2011-12-10T00:00:00")
DAY = pd.Timedelta(days=1)
LEVELS = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1]

raw = pd.read_csv(FILE, dtype={"InvoiceNo": str, "StockCode": str, "CustomerID": str}, parse_dates=["InvoiceDate"])
rows = raw[raw.CustomerID.notna()]
rows = rows.assign(amount=rows.Quantity * rows.UnitPrice)
sales = rows[(rows.Quantity >= 0) & (rows.amount >= 0)]

# an order is as old as its last row
orders = sales.groupby(["CustomerID", "InvoiceNo"]).InvoiceDate.max().reset_index().sort_values(["CustomerID", "InvoiceDate"])
gaps = orders.groupby("CustomerID").InvoiceDate.diff() / DAY
by_customer = orders.groupby("CustomerID", sort=True)


def figures(counted):
    monetary = counted.groupby("CustomerID").amount.agg(fsum).loc[list(by_customer.groups)]
    frequency = by_customer.InvoiceNo.nunique()
    return pd.DataFrame(
        {
            "recency": (AS_OF - by_customer.InvoiceDate.max()).dt.days,
            "frequency": frequency,
            "monetary": monetary,
            "tenure": (AS_OF - by_customer.InvoiceDate.min()).dt.days,
            "averageOrderValue": monetary / frequency,
            "interpurchaseTime": gaps.groupby(orders.CustomerID).mean(),
        }
    )


def described(table):
    out = {}
    for name in table:
        known = table[name].dropna()
        out[name] = {
            "known": len(known),
            "sum": fsum(known),
            "quantiles": np.quantile(known, LEVELS).tolist(),
            "sampled": [None if np.isnan(v) else float(v) for v in table[name].iloc[::25]],
        }
    return out


# scores: one more for each quintile that the value is above
GRID = {
    r"[1-2][1-2]": "Hibernating",
    r"[1-2][3-4]": "At risk",
    r"[1-2]5": "Cannot lose them",
    r"3[1-2]": "About to sleep",
    r"33": "Need attention",
    r"[3-4][4-5]": "Loyal customers",
    r"41": "Promising",
    r"51": "New customers",
    r"[4-5][2-3]": "Potential loyalists",
    r"5[4-5]": "Champions",
}


def scored(table):
    edges, scores = {}, pd.DataFrame(index=table.index)
    for name in ["recency", "frequency", "monetary"]:
        edges[name] = np.quantile(table[name], [0.2, 0.4, 0.6, 0.8])
        scores[name] = 1 + (table[name].to_numpy()[:, None] > edges[name]).sum(axis=1)
        if table[name].min() < edges[name][0] and len(set(edges[name])) == 4:  # qcut puts the least values and those of the next bin into one otherwise
            assert (scores[name] - 1 == pd.qcut(table[name], [0, 0.2, 0.4, 0.6, 0.8, 1], labels=False)).all()
        else:
            assert name == "frequency"
    scores.recency = 6 - scores.recency
    fm = (scores.frequency + scores.monetary + 1) // 2
    segments = (scores.recency.astype(str) + fm.astype(str)).replace(GRID, regex=True)
    assert set(segments) <= set(GRID.values())
    return {
        "edges": {name: values.tolist() for name, values in edges.items()},
        "scores": {name: "".join(map(str, scores[name])) for name in scores},
        "segments": segments.value_counts().to_dict(),
    }


golden = {"versions": VERSIONS, "levels": LEVELS, "rows": len(rows), "returns": len(rows) - len(sales), "customers": len(by_customer)}
for mode, counted in {"drop": sales, "net": rows}.items():
    table = figures(counted)
    assert len(table) == len(by_customer) and table.monetary.notna().all()
    golden[mode] = {"figures": described(table), **scored(table)}
(HERE / "rfm.json").write_text(json.dumps(golden, separators=(",", ":")).replace(',"', ',\n"') + "\n")
print({key: golden[key] for key in ["rows", "returns", "customers"]}, golden["net"]["segments"], golden["drop"]["edges"])
