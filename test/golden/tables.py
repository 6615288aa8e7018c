"""Golden aggregates of Telco churn and Online Retail by pandas: writes tables.json. Numbers of groups only: no ids, no rows of the data.

Usage: python tables.py [folder of the data sets]
"""

import json
import sys
from pathlib import Path

import pandas as pd

from versions import VERSIONS

HERE = Path(__file__).parent
DATA = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "../../../shared/data"


def columns(frame):
    """Each column as a list of numbers, times as milliseconds, None where one is missing."""
    out = {}
    for name, values in frame.items():
        if pd.api.types.is_datetime64_any_dtype(values):
            values = values.astype("datetime64[ms]").astype("int64")
        out[name] = [None if pd.isna(v) else float(v) for v in values]
    return out


def gaps(frame):
    return {"missing": {name: int(n) for name, n in frame.isna().sum().items()}, "rows": len(frame.dropna())}


telco = pd.read_csv(DATA / "telco-churn/telco-customer-churn.csv", na_values=[" "], keep_default_na=False)
telco["churned"] = telco.Churn == "Yes"
telco["ratio"] = telco.TotalCharges / telco.tenure.where(telco.tenure > 0)
by_contract = telco.groupby(["Contract", "InternetService"]).agg(
    rows=("customerID", "size"),
    charged=("TotalCharges", "count"),
    total=("TotalCharges", "sum"),
    mean=("TotalCharges", "mean"),
    least=("TotalCharges", "min"),
    most=("TotalCharges", "max"),
    ratio=("ratio", "mean"),
    seniors=("SeniorCitizen", "sum"),
    churned=("churned", "sum"),
    churn=("churned", "mean"),
    methods=("PaymentMethod", "nunique"),
)
new = telco[telco.tenure == 0].groupby("Contract").agg(rows=("tenure", "size"), total=("TotalCharges", "sum"), mean=("TotalCharges", "mean"))

retail = pd.read_csv(
    DATA / "online-retail/online-retail.csv.gz",
    dtype={name: str for name in ("InvoiceNo", "StockCode", "CustomerID", "Description", "Country")},
    parse_dates=["InvoiceDate"],
    na_values=[""],
    keep_default_na=False,
)
retail["amount"] = retail.Quantity * retail.UnitPrice
retail["Description"] = retail.Description.str.strip().replace("", None)
aggregates = {
    "rows": ("InvoiceNo", "size"),
    "known": ("CustomerID", "count"),
    "customers": ("CustomerID", "nunique"),
    "orders": ("InvoiceNo", "nunique"),
    "items": ("StockCode", "nunique"),
    "amount": ("amount", "sum"),
    "price": ("UnitPrice", "mean"),
    "least": ("Quantity", "min"),
    "most": ("Quantity", "max"),
    "begun": ("InvoiceDate", "min"),
    "ended": ("InvoiceDate", "max"),
}
by_customer = retail.dropna(subset=["CustomerID"]).groupby("CustomerID").agg(**{k: v for k, v in aggregates.items() if k not in ("known", "customers")})
london = retail.InvoiceDate.dt.tz_localize("UTC").dt.tz_convert("Europe/London").dt
by_month = retail.groupby([london.year.rename("y"), london.month.rename("m")]).agg(**aggregates)
by_weekday = retail.groupby([(london.day_of_week + 1).rename("w"), london.hour.rename("h")]).agg(rows=("InvoiceNo", "size"), amount=("amount", "sum"))

golden = {
    "versions": VERSIONS,
    "telco": {"rows": len(telco), "gaps": gaps(telco[["tenure", "TotalCharges", "Churn"]]), "contract": columns(by_contract), "new": columns(new)},
    "retail": {
        "rows": len(retail),
        "gaps": gaps(retail[["CustomerID", "Description", "UnitPrice"]]),
        "country": columns(retail.groupby("Country").agg(**aggregates)),
        "customers": len(by_customer),
        "customer": columns(by_customer.iloc[::25]),
        "month": columns(by_month.reset_index()),
        "weekday": columns(by_weekday.reset_index()),
    },
}
text = json.dumps(golden, separators=(",", ":")).replace('],"', '],\n"').replace('},"', '},\n"')
(HERE / "tables.json").write_text(text + "\n")
print(len(telco), len(retail), len(by_customer), len(text))
