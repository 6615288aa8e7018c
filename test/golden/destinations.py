"""Golden files of the destinations: the rules of the pages that the docstrings name, restated with hashlib, and every example that the pages publish: writes
destinations.json. All people are invented.

Usage: python destinations.py
"""

import hashlib
import json
import platform
import re
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
META = "Meta for Developers, Customer Information Parameters"
GOOGLE = "Data Manager API, Format user data"

# field, what comes in, how it is written, its SHA-256 where the page has one
PUBLISHED = [
    ("meta", "email", "John_Smith@gmail.com", "john_smith@gmail.com", "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f", META),
    ("meta", "phone", "+1 (650)555-1212", "16505551212", "e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176", META),
    ("meta", "firstName", "Mary", "mary", "6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec", META),
    ("meta", "firstName", "정", "정", "8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14", META),
    ("meta", "firstName", "Valéry", "valéry", "08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c", META),
    ("meta", "birthDate", "1997-02-16", "19970216", "01acdbf6ec7b4f478a225f1a246e5d6767eeab1a7ffa17f025265b5b94f40f0c", META),
    ("meta", "country", "US", "us", "79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621", META),
    ("meta", "city", "New York", "newyork", None, META),
    ("meta", "state", "CA", "ca", None, META),
    ("meta", "zip", "94035", "94035", None, META),
    ("meta", "zip", "M1 1AE", "m11ae", None, META),
    ("google", "email", "cloudy.sanfrancisco+shopping@gmail.com", "cloudysanfrancisco@gmail.com", None, GOOGLE),
    ("google", "email", "user.name+NYC@Example.com", "user.name+nyc@example.com", None, GOOGLE),
    ("google", "phone", "+1 (800)555-0100", "+18005550100", None, GOOGLE),
]
HASHED_BEFORE = "62A14E44F765419D10FEA99367361A727C12365E2520F32218D505ED9AA0F62F"
FIELDS = ["person", "email", "email2", "phone", "firstName", "lastName", "country", "zip", "city", "state", "born", "gender", "madid", "own"]
PEOPLE = [
    ["ann", "  Ann.Lee+Shop@GMail.com ", None, "+49 (0)170 123-4567", "Ann", "Lee-Meier", "de", "01067", "Bad  Soden", "Hessen", "1980-01-31", "F", "AECE52E7-03EE-455A-B3C4-E57283966239", "A-1"],
    ["bob", "bob@Müller.example", "b o b@x.example", "0170 7654321", "Mr. Bob", "O'Brien Jr.", "US", "94016-1234", "New York", "NY", "2/16/1997", "male", "none", "=1+1"],
    ["cleo", HASHED_BEFORE, None, None, "Zoë  Ann", "Pérez", "UK", "m1 1ae", "St. Ives", None, "19970216", "x", None, "c3"],
    ["dora", "d41d8cd98f00b204e9800998ecf8427e", None, "+447911123456", "정", None, "Germany", "1", None, None, None, None, None, "d"],
    ["emil", "no mail", None, None, "Emil", "Ost", "FR", "75018", "Paris", None, None, None, None, None],
    ["fay", "=fay@x.example", None, "+15550100", None, None, "US", "940", None, "ca", "1899-12-31", None, None, None],
    ["gus", "üser@x.example", "gus@x.example", None, "GUS", "van der Berg", "NL", "1012 AB", None, None, None, None, None, None],
    ["hal", "hal@x.example", None, None, "Hal", "Day", "US", "940", None, None, None, None, None, None],
    ["ida", "ida@x.example", None, None, "Anne-Marie", "Dr. Day", "US", "94016", None, None, None, None, None, None],
]  # fmt: skip


def sha(text):
    return "" if text == "" else hashlib.sha256(text.encode("utf-8")).hexdigest()


def cleaned(text):
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_hex(text):
    return len(text) >= 32 and all(c in "0123456789abcdef" for c in text.lower())


def email(text, spaces_out):
    text = cleaned("".join(text.split()) if spaces_out else text)
    if len(text.split()) != 1 or text.count("@") != 1:
        return ""
    local, domain = text.split("@")
    domain = domain.encode("idna").decode()
    return f"{local}@{domain}" if local and "." in domain else ""


def gmail(address, how):
    local, _, domain = address.partition("@")
    if domain in ("gmail.com", "googlemail.com") and how != "as-written":
        local = local.split("+")[0] if how == "dots-and-tags" else local
        local = local.replace(".", "")
    return f"{local}@{domain}" if address else ""


def phone(text):
    kept = "+" + "".join(c for c in text.replace("(0)", "") if c.isdigit())
    return kept if text.strip().startswith("+") else ""


def hashed(text, rule):
    if text is None:
        return ""
    if is_hex(text):
        return text.lower() if len(text) == 64 else ""
    return sha(rule(text))


def words(text):
    return " ".join(unicodedata.normalize("NFC", text).lower().split())


def untitled(text):
    for title in ("mrs", "mr", "ms", "miss", "dr", "prof"):
        for end in (". ", " "):
            text = text.removeprefix(title + end)
    for end in (" jr.", " sr.", " jr", " sr"):
        text = text.removesuffix(end)
    return text


def letters(text, also=""):
    return "".join(c for c in text if unicodedata.category(c)[0] in "LMN" or c in also).strip()


def country(text):
    code = (text or "").strip().upper()
    return {"UK": "GB"}.get(code, code) if len(code) == 2 else ""


def filled(values, n):
    values = list(dict.fromkeys(v for v in values if v))
    return values + [""] * (n - len(values))


def google(p, names, how):
    mails = filled([hashed(p[f], lambda t: gmail(email(t, True), how)) for f in ("email", "email2")], 2)
    tel = hashed(p["phone"], phone)

    def name(text, last):
        text = untitled(words(text))
        if names == "display-video":
            return text.replace(" ", "")
        return letters(text, " ") if names == "google-ads-api" and last else text

    first, last = hashed(p["firstName"], lambda t: name(t, False)), hashed(p["lastName"], lambda t: name(t, True))
    code, zipped = country(p["country"]), (p["zip"] or "").upper()
    fits = bool(re.fullmatch(r"\d{5}(-\d{4})?", zipped)) if code == "US" else len(zipped) > 1
    place = [first, last, code, zipped] if first and last and code and fits else ["", "", "", ""]
    return [*mails, tel, *place] if any([*mails, tel, *place]) else None


def meta(p, api, uk, hash_own):
    mails = filled([hashed(p[f], lambda t: email(t, False)) for f in ("email", "email2")], 2)
    tel = hashed(p["phone"], lambda t: phone(t)[1:])
    device = (p["madid"] or "").lower() if "-" in (p["madid"] or "") else ""
    own = p["own"] or ""
    own = sha(own) if hash_own else ("" if own[:1] in "=+-@" else own)
    first, last = (hashed(p[f], lambda t: letters(untitled(words(t)), " ")) for f in ("firstName", "lastName"))
    code = country(p["country"]).lower()

    def zipped(text):
        text = letters(words(text))
        if code == "us":
            return text[:5] if len(text) in (5, 9) else ""
        return text[:-2] if code == "gb" and uk == "sector" else text

    born = (p["born"] or "").replace("-", "")
    born = born if len(born) == 8 and born.isdigit() and born >= "1900" else ""
    parts = [sha(born[:4]), sha(born[4:6]), sha(born[6:])] if api else [sha(born)]
    gender = (p["gender"] or "").lower()[:1]
    rest = [first, last, hashed(p["zip"], zipped), *(hashed(p[f], lambda t: letters(words(t))) for f in ("city", "state")), sha(code), *parts, sha(gender if gender in ("m", "f") else "")]
    keys = [*mails, tel, device, *([own] if api else [])]
    return [*keys, *rest] if any(keys) else None


def plain(p):
    address = "" if is_hex(p["email"]) else email(p["email"], False)
    if not address or address[0] in "=+-@":
        return None
    return [address, phone(p["phone"] or ""), " ".join((p["firstName"] or "").split()), " ".join((p["lastName"] or "").split()), country(p["country"])]


def file(header, rows):
    rows = sorted((row for row in rows if row), key=lambda row: [c.encode("utf-16-be") for c in row])
    return "".join(",".join(row) + "\n" for row in [header, *rows])


for _, _, _, normal, digest, _ in PUBLISHED:
    assert digest is None or sha(normal) == digest, normal
people = [dict(zip(FIELDS, p)) for p in PEOPLE]
HEAD = ["Email", "Email", "Phone", "First Name", "Last Name", "Country", "Zip"]
FILE = ["email", "email", "phone", "madid", "fn", "ln", "zip", "ct", "st", "country", "dob", "gen"]
API = ["EMAIL", "EMAIL", "PHONE", "MADID", "EXTERN_ID", "FN", "LN", "ZIP", "CT", "ST", "COUNTRY", "DOBY", "DOBM", "DOBD", "GEN"]
golden = {
    "versions": {"python": platform.python_version()},
    "published": [dict(zip(("destination", "field", "input", "normalized", "hash", "source"), p)) | {"sha256": sha(p[3])} for p in PUBLISHED],
    "fields": FIELDS,
    "people": PEOPLE,
    "google": {f"{names} {how}": file(HEAD, [google(p, names, how) for p in people]) for names, how in [("data-manager", "dots-and-tags"), ("google-ads-api", "dots"), ("display-video", "as-written")]},
    "meta": {"file": file(FILE, [meta(p, False, "full", False) for p in people]), "api": file(API, [meta(p, True, "sector", False) for p in people]), "api, ids hashed": file(API, [meta(p, True, "full", True) for p in people])},
    "email": file(["email", "phone", "first_name", "last_name", "country"], [plain(p) for p in people]),
}  # fmt: skip
(HERE / "destinations.json").write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n")
