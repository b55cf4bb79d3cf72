"""Turn bytes into text: by what the input states, by its marks, or by what its letters tell."""

import codecs
import re

from geomap.errors import GeomapError
from geomap.readers.encodings import codec_of
from geomap.readers.model import Input, Settings

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What the world's press wrote in before UTF-8.
LEGACY = (
    "cp1256", "cp1251", "koi8_r", "koi8_u", "cp1252", "cp1250", "cp1253", "cp1254", "cp1255",
    "iso8859_6", "cp866", "gb18030", "big5", "euc_jp", "euc_kr", "shift_jis",
)  # fmt: skip
# Bytes of a byte encoding; what is told by fewer is not told.
TELLING = 4
SAMPLE = 64 * 1024
BROKEN_SHARE = 0.01
NO_TEXT = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
DECLARED = re.compile(
    rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)|<meta[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)

WIDE = ("utf-16", "utf-32")

Decoded = tuple[str, tuple[str, ...]]


def decoded(content: bytes, where: str, *, encoding: str = "") -> Decoded:
    """Return the text, and in a line each what had to be guessed or mended.

    `encoding` is what `stated` returned. Raises GeomapError for what is no text in any encoding.
    """
    name = marked(content) or encoding
    if has_stray_nuls(content) or (name and not name.startswith(WIDE) and few_nuls(content)):
        return mended(content, where, encoding=encoding)
    if name:
        return replaced(content, name, where)
    name = encoding_of(content, where)
    text, notes = replaced(content, name, where)
    return text, (guess(name, where),) if name in LEGACY else notes


def decoded_markup(content: bytes, where: str, *, encoding: str = "") -> Decoded:
    """Decode a page or a feed, which may state its encoding; its NUL bytes are left out."""
    encoding = encoding or declared(content)
    wide = marked(content).startswith("utf-") or encoding.startswith(WIDE)
    # Arabic or Cyrillic in two bytes a letter has as few NULs, but all at even or at odd places.
    unmarked = not encoding and of_two_bytes(content)
    if wide or unmarked or not few_nuls(content):
        return decoded(content, where, encoding=encoding)
    return mended(content, where, encoding=encoding)


def mended(content: bytes, where: str, *, encoding: str = "") -> Decoded:
    """Decode what is left without its NUL bytes, and say how many there were."""
    text, notes = decoded(content.replace(b"\0", b""), where, encoding=encoding)
    return text, (*notes, left_out(content.count(0), where))


def left_out(nuls: int, where: str) -> str:
    """Return the note that NUL bytes were left out."""
    return f"{where}: held {nuls:,} NUL bytes, which were left out; check the text"


def unread(where: str) -> str:
    """Return the note that a text has U+FFFD in it."""
    return f"{where}: holds bytes that could not be read, which were replaced; convert the file"


def few_nuls(content: bytes) -> bool:
    """Return whether some bytes are NUL, too few for an encoding of two bytes a letter."""
    return 0 < content.count(0) * 5 <= len(content)


def has_stray_nuls(content: bytes) -> bool:
    """Return whether this is UTF-8 text but for a few NUL bytes.

    Of two bytes a letter, the other ones would be control characters or no UTF-8.
    """
    if not few_nuls(content) or marked(content).startswith(WIDE):
        return False
    try:
        text = content.replace(b"\0", b"").decode()
    except UnicodeDecodeError:
        return False
    return not NO_TEXT.search(text)


def encoding_of(content: bytes, where: str) -> str:
    """Return the encoding that bytes without a mark are in; raise GeomapError for none."""
    if b"\0" in content:
        name = of_two_bytes(content)
        if not name:
            raise GeomapError(no_text(where))
        return name
    try:
        content.decode()
    except UnicodeDecodeError as error:
        if mostly_utf8(content):
            return "utf-8"
        name = guessed(content)
        if not name and is_broken_through(content):
            raise GeomapError(not_utf8(content, error, where)) from error
        return name or "utf-8"
    return "utf-8"


def no_text(where: str) -> str:
    """Return the refusal of what is binary."""
    return f"{where}: is not text (it holds NUL bytes); save it as UTF-8 text"


def guess(encoding: str, where: str) -> str:
    """Return the note that an encoding was guessed."""
    return f'{where}: is not UTF-8 and was read as {encoding}; name another by "--encoding"'


def strictly_utf8(content: bytes, where: str) -> str:
    """Return UTF-8 as text without its byte order mark; raise GeomapError for anything else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GeomapError(not_utf8(content, error, where)) from error


def not_utf8(content: bytes, error: UnicodeDecodeError, where: str) -> str:
    """Return the refusal of bytes that are no text."""
    line = content.count(b"\n", 0, error.start) + 1
    inside = where if line == 1 and content.count(b"\n") <= 1 else f"{where}:{line}"
    return (
        f"{inside}: is not UTF-8 at byte {error.start + 1}; convert it, as with: "
        "iconv -f WINDOWS-1252 -t UTF-8"
    )


def marked(content: bytes) -> str:
    """Return the encoding that a byte order mark tells, empty without one."""
    return next((name for mark, name in MARKS if content.startswith(mark)), "")


def declared(content: bytes) -> str:
    """Return the encoding that a page or feed states about itself, empty where it does not."""
    found = DECLARED.search(content[:4096])
    name = codec_of((found[1] or found[2]).decode("ascii", "replace")) if found else ""
    # What was read as bytes to find this is in no encoding of two bytes.
    return "" if name.startswith(WIDE) else name


def stated(given: Input, settings: Settings) -> str:
    """Return the encoding that the user names, else the input's giver; empty for none known.

    Raises GeomapError where the user names none: a server's slip is passed over, as the content
    may tell more.
    """
    if not settings.encoding:
        return codec_of(given.encoding)
    name = codec_of(settings.encoding)
    if not name:
        raise GeomapError(
            f'{given.origin}: no encoding is named "{settings.encoding}"; write one as windows-1256'
        )
    return name


def replaced(content: bytes, encoding: str, where: str) -> Decoded:
    """Decode, with U+FFFD for each byte that does not fit, and say how many."""
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    if "\0" in text:
        raise GeomapError(no_text(where))
    wrong = text.count("\ufffd") - content.count("\ufffd".encode())
    if wrong <= 0:
        return text, ()
    return text, (f"{where}: {wrong:,} bytes are not {encoding} and were replaced; convert it",)


def mostly_utf8(content: bytes) -> bool:
    """Return whether a few bytes alone keep this from being UTF-8."""
    wrong = content.decode(errors="replace").count("\ufffd")
    right = len(MULTIBYTE.findall(content))
    return right > wrong and wrong <= max(1, BROKEN_SHARE * len(content))


def is_broken_through(content: bytes) -> bool:
    """Return whether so many bytes are no UTF-8 that the rest of them is hardly text.

    A letter or two of another encoding are not worth losing an article for.
    """
    wrong = content.decode(errors="replace").count("\ufffd")
    return wrong >= TELLING and wrong > BROKEN_SHARE * len(content)


def of_two_bytes(content: bytes) -> str:
    """Return which UTF-16 bytes without a mark are in, by where their zero bytes stand.

    Empty where they are in none.
    """
    sample = content[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else ""
    told = len(content) % 2 == 0 and (even + odd) * 20 > len(sample)
    return name if name and told and "\0" not in sample.decode(name, "ignore") else ""


def guessed(content: bytes) -> str:
    """Return the older encoding that the letters tell, empty where they do not."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  # only where UTF-8 failed

    if sum(byte >= 0x80 for byte in content[:SAMPLE]) < TELLING:
        return ""
    best = from_bytes(content[:SAMPLE], cp_isolation=list(LEGACY)).best()
    return best.encoding if best else ""


def printable(name: str) -> str:
    """Return a name without what would disturb a terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in name)
