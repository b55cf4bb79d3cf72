"""Send answers smaller: a map page over a tunnel or a slow network is mostly text."""

import zlib

from flask import Response, request

SMALLEST = 1400  # bytes: what is less fits one packet anyway
TEXTS = ("text/", "application/json", "application/problem+json", "application/geo+json",
         "image/svg+xml", "application/javascript")  # fmt: skip
FAST = 1  # the level: an answer is made while a reader waits


def compress(response: Response) -> Response:
    """Compress an answer that is text, where the browser takes it (RFC 9110, 12.5.3)."""
    if not (response.mimetype or "").startswith(TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or not compressible(response):
        return response
    tag, _ = response.get_etag()
    packer = zlib.compressobj(FAST, wbits=31)
    response.set_data(packer.compress(response.get_data()) + packer.flush())
    response.headers["Content-Encoding"] = "gzip"
    if tag:  # weak, as these are not the same bytes (RFC 9110, 8.8.1)
        response.set_etag(tag, weak=True)
    return response


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
