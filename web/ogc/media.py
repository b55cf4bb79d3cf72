"""Which form of a document is wanted: the parameter f, or else the header Accept."""

from werkzeug.datastructures import MIMEAccept

from web.ogc.asked import FORMATS, GEOJSON, HTML, JSON, OPENAPI, SCHEMA, Args
from web.problems import BadValueError, NotAcceptableError

# What a program that asks for one of these is content with; JSON first, as where it says nothing.
AS_JSON = (JSON, GEOJSON, SCHEMA, OPENAPI, "application/vnd.oai.openapi+json")


def form_of(args: Args, accepted: MIMEAccept) -> str:
    """Return "json" or "html"; raise an error for what is neither (status 406)."""
    given = args.get("f")
    if given is not None:
        if given not in FORMATS:
            raise BadValueError(f'"f" is "{given}"; one is: {", ".join(FORMATS)}')
        return given
    if not accepted:
        return "json"
    as_json = max(accepted.quality(media_type) for media_type in AS_JSON)
    as_html = accepted.quality(HTML)
    if not as_json and not as_html:
        raise NotAcceptableError(str(accepted))
    return "html" if as_html > as_json else "json"
