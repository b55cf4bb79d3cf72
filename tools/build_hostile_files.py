"""Write the hostile and broken files that the tests read, from what makes each one dangerous.

    python tools/build_hostile_files.py tests/data/hostile

tests/data/hostile_files.tsv says of each how many articles are read from it and what is refused.
What is sound in a file is one sentence with the file's name.
"""

import gzip
import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

ZEROS = b"0" * 70_000_000
FILLER = "Residents said that nobody had slept. " * 8
LAUGHS = '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)
FEED = (
    "<?xml version='1.0'?>{doctype}<rss version='2.0'><channel><title>T</title>"
    "<item><title>x</title><description>{text}</description></item></channel></rss>"
)
PAGE = (
    "<html><head>{head}</head><body><article><p>{text} " + FILLER + "</p></article></body></html>"
)
DAYS = ("0000-00-00", "99999-01-01", "2024-02-31", "now", "-1", "1e300", "2024-05-31")

Files = Iterator[tuple[str, bytes | str]]


def sound(name: str) -> str:
    """Return what a file holds beside what is hostile."""
    return f"Shells fell on Homs, as {name} says."


def record(**values: object) -> str:
    """Return a line of JSON."""
    return json.dumps(values) + "\n"


def packed(content: bytes) -> bytes:
    """Return bytes as gzip."""
    out = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, out, mtime=0) as file:
        file.write(content)
    return out.getvalue()


def zipped(
    *files: tuple[str | zipfile.ZipInfo, bytes | str], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return files as a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files:
            member = name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name)
            member.compress_type = method
            archive.writestr(member, content)
    return out.getvalue()


def archives() -> Files:
    """Yield ZIP and gzip: bombs, names that lead out, links, what is locked or cut off."""
    for name, method in (("bomb.zip", zipfile.ZIP_BZIP2), ("bomb-lzma.zip", zipfile.ZIP_LZMA)):
        yield name, zipped(("bomb.txt", ZEROS), ("a.txt", sound(name)), method=method)
    yield "bomb.jsonl.gz", packed(ZEROS)
    yield "bomb-twice.gz", packed(packed(ZEROS))
    inner = zipped(("a.txt", "in a well"))
    for depth in range(4):
        inner = zipped(("in.zip", inner), ("a.txt", sound(f"nested.zip {depth}")))
    yield "nested.zip", inner
    out = ("../../out.txt", "/etc/out.txt", "..\\out.txt", "C:\\out.txt")
    yield "path.zip", zipped(*((each, "x") for each in out), ("a.txt", sound("path.zip")))
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    yield "link.zip", zipped((link, "/etc/passwd"), ("a.txt", sound("link.zip")))
    locked = bytearray(zipped(("locked.txt", "x"), ("a.txt", sound("locked.zip"))))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    yield "locked.zip", bytes(locked)
    terminal = zipfile.ZipInfo("\x1b[31m\r\nb.jsonl")
    yield "names.zip", zipped((terminal, record(text=7)), ("a.txt", sound("names.zip")))
    broken = zipped(("bad.txt", FILLER), ("a.txt", sound("lzma.zip")), method=zipfile.ZIP_LZMA)
    at = broken.index(b"bad.txt") + len("bad.txt") + 9  # behind the properties
    yield "lzma.zip", broken[:at] + b"\xff" * 8 + broken[at + 8 :]
    yield "half.zip", zipped(("a.txt", sound("half.zip")))[:-30]
    line = record(text=sound("half.jsonl.gz")).encode()
    yield "half.jsonl.gz", packed(line + bytes(range(97, 123)) * 400)[:-12]


def feeds() -> Files:
    """Yield XML that names entities, or what is elsewhere."""
    for name, doctype, text in (
        ("laughs.rss", f"<!DOCTYPE rss [{LAUGHS}]>", "&a9;"),
        ("blowup.rss", f'<!DOCTYPE rss [<!ENTITY a "{"x" * 5000}">]>', "&a;" * 1000),
        ("external.rss", '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
        (
            "parameter.rss",
            '<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://169.254.169.254/"> %a;]>',
            "x",
        ),
        ("open.rss", "", f"{sound('open.rss')} {'&lt;!--' * 25_000}"),
        ("character.rss", "", f"{sound('character.rss')} &#xD800; &#x110000; &#0;"),
        ("script.rss", "", f"&lt;script&gt;alert(1)&lt;/script&gt;{sound('script.rss')}"),
    ):
        yield name, FEED.format(doctype=doctype, text=text)
    yield (
        "xinclude.xml",
        (
            '<?xml version="1.0"?><?xml-stylesheet href="http://169.254.169.254/"?>'
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:xi="http://www.w3.org/2001/XInclude">'
            '<entry><title>t</title><content><xi:include href="file:///etc/passwd" parse="text"/>'
            f"{sound('xinclude.xml')}</content></entry></feed>"
        ),
    )


def page_record(name: str, *, length: object = None, body: bytes = b"") -> bytes:
    """Return a WARC record of a text; `length` is what it says of itself, None for the truth."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + (body or sound(name).encode())
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{name}\r\n"
        "WARC-Date: 2024-05-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def web_archives() -> Files:
    """Yield WARC whose records lie about their length."""
    for name, length in (("short", 20), ("negative", -5), ("words", "many")):
        lie = page_record(f"{name}.warc lie", length=length)
        yield f"{name}.warc", lie + page_record(f"{name}.warc")
    yield "long.warc", page_record("long.warc", length=10**12)
    yield "bomb.warc.gz", packed(page_record("bomb.warc.gz", body=ZEROS))
    packed_records = [packed(page_record(f"packed{n}.warc.gz")) for n in range(3)]
    packed_records[1] = packed_records[1][:90] + b"\xff" * 9 + packed_records[1][99:]
    yield "packed.warc.gz", b"".join(packed_records)
    yield "half.warc", page_record("half.warc") + page_record("half.warc lost")[:-40]


def records() -> Files:
    """Yield JSON and CSV: too deep, too large, half characters, half files."""
    yield "deep.json", "[" * 20_000 + "]" * 20_000
    for name, line in (
        ("deep.jsonl", '{"text": ' + "[" * 20_000),
        ("number.jsonl", '{"text": "x", "id": ' + "9" * 5000 + "}"),
        ("infinite.jsonl", '{"text": "x", "id": 1e999}'),
        ("surrogate.jsonl", r'{"text": "Calm in Homs \ud800"}'),
        ("nul.jsonl", r'{"text": "Shots in Homs \u0000"}'),
        ("overlong.jsonl", '{"text": "/../"}'),
    ):
        written = line.encode().replace(b"/../", b"\xc0\xaf..\xc0\xaf")
        yield name, written + b"\n" + record(text=sound(name)).encode()
    told = (record(text=sound(f"dates.jsonl {each}"), published=each) for each in DAYS)
    yield "dates.jsonl", "".join(told)
    yield "half.jsonl", record(text=sound("half.jsonl")) + '{"text": "Fighting in Id'
    yield "quote.csv", f'id,text\n1,{sound("quote.csv").replace(",", "")}\n2,"Fighting in Idlib'
    yield "rows.csv", f'id,text\n1\n2,a,b,c,d\n3,"{sound("rows.csv")}"\n'
    yield (
        "formula.csv",
        f'id,text\n"=HYPERLINK(""https://example.org"")","{sound("formula.csv")}"\n',
    )
    listed = json.dumps([{"text": sound("slip.json")}, {"text": f"Calm. {sound('slip.json')}"}])
    yield "slip.json", listed.encode().replace(b"Calm", b"C\xe9lm\0")
    rows = (f'"{n}. {sound("same.csv")}",N/A\n' for n in range(2))
    yield "same.csv", "text,url\n" + "".join(rows)
    yield "fake.parquet", b"PAR1" + b"\xff" * 200 + b"PAR1"


def texts() -> Files:
    """Yield texts and pages that hold more than text."""
    yield "nul.txt", sound("nul.txt").replace("Homs", "Ho\0ms") + "\0"
    yield "bytes.txt", sound("bytes.txt").encode() + b" \xff\xfe\xc0\x80\xed\xa0\x80\xf5"
    yield "empty.txt", b""
    yield "mark.txt", b"\xef\xbb\xbf"
    yield "controls.txt", sound("controls.txt") + " \x1b]0;owned\x07\x1b[2J\u202e \x85\u2028"
    yield "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
    yield "program.txt", b"\x7fELF\x02\x01\x01" + bytes(64) + bytes(range(256)) * 4
    yield "doctype.txt", f"<!doctype{' ' * 60_000}{sound('doctype.txt')}"
    for label in ("idna", "punycode", "undefined"):
        meta = f"<meta charset={label}>"
        yield f"{label}.html", PAGE.format(head=meta, text=sound(f"{label}.html"))
    script = "<title><img src=x onerror=alert(1)></title><script>alert(1)</script>"
    yield "script.html", PAGE.format(head=script, text=sound("script.html"))
    base = "<base href='javascript:alert(1)//'><link rel=canonical href='javascript:alert(1)'>"
    yield "base.html", PAGE.format(head=base, text=sound("base.html"))


def main() -> None:
    """Write all of them."""
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for made in (archives, feeds, web_archives, records, texts):
        for name, content in made():
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)


if __name__ == "__main__":
    main()
