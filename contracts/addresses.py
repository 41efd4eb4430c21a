"""One article, one address, one id: how addresses are normalised and hashed."""

import hashlib
import re
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

# Parameters that say how a reader came, never what he reads: campaign tags of Google (utm, gclid), Meta (fbclid),
# Yandex (yclid, ysclid), Microsoft (msclkid), Mailchimp (mc_), AddToAny, AMP's viewers and common share buttons.
_TRACKING = re.compile(
    r"^(utm_\w+|gclid|dclid|gbraid|wbraid|fbclid|yclid|ysclid|msclkid|igshid|igsh|mc_[ce]id|_ga|_gl|twclid|ttclid"
    r"|amp|amp_js_v|amp_gsa|usqp|ref_src|ref_url|at_\w+|share|shared|cmpid|ncid|spm|src|__twitter_impression)$",
    re.IGNORECASE,
)
_TWIN_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.]+)", re.IGNORECASE)
_TWIN_PATH = re.compile(r"(?:/amp|\.amp)(/?)$|^/amp(?=/)", re.IGNORECASE)


def host_of(url: str) -> str:
    """The host of an address, lower case, with the port where one is written."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


@lru_cache(maxsize=4096)
def site_of(url: str) -> str:
    """The host without its www, mobile or AMP prefix and without a default port: what owners and paces go by.

    Addresses with one page_id are of one site, so that whoever owns the site knows all twins of its articles.
    """
    host = host_of(url)
    return _TWIN_HOST.sub("", host.removesuffix(":80").removesuffix(":443"))


@lru_cache(maxsize=4096)
def normalised(url: str) -> str:
    """The address without what does not change the article.

    Fragment, tracking parameters, the order of parameters, default ports, letter case of host and of
    percent-escapes, encoding of Arabic letters. Raises ValueError where it is no absolute http(s) address.
    """
    parts = urlsplit(url.strip())
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not an absolute http or https address: {url!r}")
    names = {pair.partition("=")[0] for pair in parts.query.split("&")}
    tracking = [name for name in names if _TRACKING.match(name)]
    cleaned = url_query_cleaner(url.strip(), tracking, remove=True, unique=False) if tracking else url.strip()
    canonical = urlsplit(canonicalize_url(cleaned, keep_blank_values=True, keep_fragments=False))
    port = f":{canonical.port}" if canonical.port and canonical.port not in (80, 443) else ""
    return urlunsplit((canonical.scheme, (canonical.hostname or "") + port, canonical.path or "/", canonical.query, ""))


@lru_cache(maxsize=4096)
def page_id(url: str) -> str:
    """The id of the article at an address: 32 hexadecimal digits of SHA-256.

    Twins share it: http and https, www, mobile and AMP forms, with and without a closing slash.
    """
    parts = urlsplit(normalised(url))
    host = _TWIN_HOST.sub("", parts.netloc)
    path = _TWIN_PATH.sub(r"\1", parts.path).rstrip("/")
    identity = f"{host}{path}?{parts.query}"
    return hashlib.sha256(identity.encode()).hexdigest()[:32]
