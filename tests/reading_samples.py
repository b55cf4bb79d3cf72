"""Inputs of each kind, small enough to see, and how the tests read them."""

import gzip
import io
import zipfile

from geomap.readers.dispatch import read_input
from geomap.readers.model import Input
from geomap.reading import Reading, Refusal, Settings

TEXT = "Shells fell on Homs and Idlib on Monday, residents of both towns said."
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Shells fall | Desk</title>
<meta property="og:site_name" content="Desk News"><meta name="author" content="A. Writer">
<link rel="canonical" href="https://example.org/a/1">
<meta property="article:published_time" content="2016-02-15T22:30:00-05:00"></head>
<body><nav><a href="/">Start</a></nav><article><h1>Shells fall</h1>
{"".join(f"<p>{n}. {TEXT}</p>" for n in range(5))}</article></body></html>"""
RSS = f"""<?xml version="1.0"?>
<!-- made by hand -->
<rss version="2.0"><channel><title>Desk</title><language>ar-SY</language>
<item><title>One &amp; two</title><link>https://example.org/1</link><guid>g1</guid>
<pubDate>Mon, 15 Feb 2016 22:30:00 -0500</pubDate>
<description>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;Calm&amp;nbsp;since.&lt;/p&gt;</description></item>
<item><title>No text</title><link>https://example.org/2</link></item></channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Desk</title><entry><title>One</title><id>tag:1</id><link href="https://example.org/1"/>
<updated>2016-02-16T01:00:00+03:00</updated><content type="html">&lt;b&gt;{TEXT}&lt;/b&gt;</content>
</entry></feed>"""
CSV = f'id;text;published\n1;"{TEXT}\nMore.";2024-05-31\n\n2;Idlib;\n3;a;b;c\n4;Hama;yesterday\n'


def read_bytes(content, name="a", **settings):
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    return list(read_input(Input(stream=stream, origin=name, name=name), Settings(**settings)))


def only(found):
    [one] = found
    assert isinstance(one, Reading), one
    return one.article


def refusals(found):
    messages = [each.message for each in found if isinstance(each, Refusal)]
    assert not any("\n" in message for message in messages)
    assert all("; " in message for message in messages)
    return messages


def zipped(**files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def warc(*, packed):
    def record(url, kind, content, status="200 OK"):
        block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2024-05-31T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}"
        )
        whole = head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n"
        return gzip.compress(whole) if packed else whole

    arabic = PAGE.replace(TEXT, "سقطت قذائف على حمص").encode("windows-1256")
    return (
        record("https://example.org/a", "text/html; charset=windows-1256", arabic)
        + record("https://example.org/logo", "image/png", b"\x89PNG")
        + record("https://example.org/gone", "text/html", PAGE.encode(), "404 Not Found")
        + record("https://example.org/b.txt", "text/plain", TEXT.encode())
    )
