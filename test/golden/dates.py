"""Golden values of ages, days and clocks of places by zoneinfo (rules of the package tzdata), dateutil and pandas: writes dates.json."""

import json
import struct
import zoneinfo
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import tzdata
from dateutil.relativedelta import relativedelta

from versions import VERSIONS

zoneinfo.reset_tzpath(to=[])  # only the rules of the package
random = np.random.default_rng(20261126)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime(2023, 1, 1, tzinfo=UTC)
# how many changes, and since when: the past is settled where it was long written down (tzdata still corrects that of some places, so machines differ)
OLD, NEW = datetime(1880, 1, 1, tzinfo=UTC), datetime(1975, 1, 1, tzinfo=UTC)
ZONES = {
    "Europe/Berlin": (14, OLD),  # local mean time until 1893
    "Europe/London": (14, OLD),  # summer time all year from 1968 to 1971
    "Europe/Dublin": (6, NEW),
    "America/New_York": (14, OLD),
    "America/St_Johns": (8, NEW),  # 3 h 30 min, changes at 00:01
    "America/Sao_Paulo": (8, NEW),  # changes at midnight
    "Australia/Lord_Howe": (8, NEW),  # half an hour
    "Asia/Kathmandu": (2, NEW),
    "Asia/Tehran": (8, NEW),
    "Asia/Tokyo": (6, OLD),
    "Pacific/Apia": (8, NEW),  # without 30 December 2011
    "Africa/Casablanca": (8, NEW),
}


def seconds(at):
    return (at - EPOCH) // timedelta(seconds=1)


def transitions(name, since):
    """Seconds at which the clocks of a place change."""
    data = files("tzdata.zoneinfo").joinpath(*name.split("/")).read_bytes()
    isgmt, isstd, leap, times, types, chars = struct.unpack(">6I", data[20:44])
    start = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isgmt
    times = struct.unpack(">6I", data[start + 20 : start + 44])[3]
    return [t for t in struct.unpack(f">{times}q", data[start + 44 : start + 44 + 8 * times]) if seconds(since) < t < seconds(LAST)]


def parts(at):
    return [at.year, at.month, at.day, at.isoweekday(), at.hour, at.minute, at.second]


clocks, readings = [], []
for name, (n, since) in ZONES.items():
    zone = zoneinfo.ZoneInfo(name)
    changes = transitions(name, since)
    some = sorted({*changes[:1], *(int(t) for t in random.choice(changes, min(n, len(changes)), replace=False))})
    moments = [t + d for t in some for d in (-1, 0, 1)] + [int(t) for t in random.integers(seconds(since), seconds(LAST), 12)]
    clocks += [[name, t, parts((EPOCH + timedelta(seconds=t)).astimezone(zone))] for t in sorted(moments)]
    # what the clock showed, as UTC: an hour that came twice is the first, one that was left out is read as if it had not been
    for t in some:
        for minutes in (-90, -61, -30, -1, 0, 1, 30, 61, 90):
            shown = (EPOCH + timedelta(seconds=t)).astimezone(zone).replace(tzinfo=None) + timedelta(minutes=minutes)
            readings.append([name, (shown - datetime(1970, 1, 1)) // timedelta(seconds=1), seconds(shown.replace(tzinfo=zone, fold=0).astimezone(UTC))])
clocks += [["UTC", t, parts(EPOCH + timedelta(seconds=t))] for t in (int(t) for t in random.integers(-62_135_596_800, 253_402_300_799, 40))]


def completed(birth, at):
    """Years by the days of the calendar; for 29 February on 1 March."""
    if at < birth:
        return -completed(at, birth)
    years = at.year - birth.year - ((at.month, at.day) < (birth.month, birth.day))
    assert (birth.month, birth.day) == (2, 29) or years == relativedelta(at.date(), birth.date()).years
    return years


days = [EPOCH + timedelta(seconds=int(t)) for t in random.integers(-3_000_000_000, 3_000_000_000, 40)]
days += [datetime(y, m, d, h, tzinfo=UTC) for y in (1899, 1900, 1968, 2000, 2026) for m, d in ((2, 28), (3, 1), (12, 31), (1, 1)) for h in (0, 23)]
days += [datetime(y, 2, 29, 12, tzinfo=UTC) for y in (1896, 1968, 2000, 2024)]
years = [[seconds(a), seconds(b), completed(a, b)] for a in days for b in (days[int(i)] for i in random.integers(0, len(days), 8))]


def whole_days(a, b):
    return -whole_days(b, a) if b < a else (pd.Timestamp(b) - pd.Timestamp(a)).days


spans = [[seconds(a), seconds(b), whole_days(a, b)] for a in days for b in (days[int(i)] for i in random.integers(0, len(days), 4))]

golden = {"versions": {**VERSIONS, "tzdata": tzdata.IANA_VERSION}, "clocks": clocks, "readings": readings, "years": years, "days": spans}
text = json.dumps(golden, separators=(",", ":")).replace('],["', '],\n["').replace('],"', '],\n"')
Path(__file__).with_name("dates.json").write_text(text + "\n")
print(len(clocks), len(readings), len(years), len(spans), len(text))
