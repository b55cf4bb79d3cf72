"""Send answers smaller: a map page over a tunnel or a slow network is mostly text."""

import gzip
import zlib

from flask import Response, request

SMALLEST = 1400  # bytes: what is less fits one packet anyway
TEXTS = ("text/", "application/json", "application/problem+json", "application/geo+json",
         "image/svg+xml", "application/javascript")  # fmt: skip
FAST, SMALL = 1, 9  # levels: for an answer that is made now, and for a file that is kept

_files: dict[str, bytes] = {}


def compress(response: Response) -> Response:
    """Compress an answer that is text, where the browser takes it (RFC 9110, 12.5.3).

    A file of ours is compressed once for each of its versions, which its ETag names.
    """
    if not (response.mimetype or "").startswith(TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or not compressible(response):
        return response
    tag, _ = response.get_etag()
    if request.endpoint == "static" and tag:
        packed = packed_file(response, tag)
    else:
        packer = zlib.compressobj(FAST, wbits=31)
        packed = packer.compress(response.get_data()) + packer.flush()
    response.set_data(packed)
    response.headers["Content-Encoding"] = "gzip"
    if tag:  # weak, as these are not the same bytes (RFC 9110, 8.8.1)
        response.set_etag(tag, weak=True)
    return response


def packed_file(response: Response, tag: str) -> bytes:
    """Return a file of ours compressed, and close it."""
    response.direct_passthrough = False
    if tag not in _files:
        _files[tag] = gzip.compress(response.get_data(), SMALL, mtime=0)
    response.close()
    return _files[tag]


def compressible(response: Response) -> bool:
    """Return whether an answer is whole, large enough and not compressed yet."""
    length = response.content_length
    attached = response.headers.get("Content-Disposition", "").startswith("attachment")
    return (
        response.status_code == 200
        and length is not None
        and length >= SMALLEST
        and not attached
        and "Content-Encoding" not in response.headers
    )
