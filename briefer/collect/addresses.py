"""Addresses: which are one and the same, what an article's file is called, which machines may be asked. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit, urlunsplit

from briefer.errors import ReadFailed

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|ref_src|yclid", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000
_LONGEST_SLUG = 60
_NAT64 = range(int(IPv6Address("64:ff9b::")), int(IPv6Address("64:ff9b::ffff:ffff")) + 1)


def key(url: str) -> str:
    """An address without what does not change its page: fragment, tracking, default port, case of the host."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".").lower()
    port = f":{parts.port}" if parts.port and parts.port != _PORTS.get(parts.scheme) else ""
    query = urlencode(
        [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])]
    )
    return urlunsplit(
        (parts.scheme.lower(), f"[{host}]{port}" if ":" in host else host + port, parts.path or "/", query, "")
    )


def checked(url: str) -> str:
    """The address if it may be asked at all. Raises ReadFailed for any but http and https, a password, and nonsense."""
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - raises ValueError for a port that is none
    except ValueError as error:
        raise ReadFailed("bad-address", f"this is no address: {error}") from None
    if parts.scheme.lower() not in _PORTS or not parts.hostname or len(url) > _LONGEST:
        raise ReadFailed("bad-address", "only addresses with http:// or https:// are asked")
    if parts.username is not None or parts.password is not None:
        raise ReadFailed("bad-address", "an address with a name or password in it is not asked")
    if any(ord(char) <= 32 or ord(char) == 127 for char in url.strip()):
        raise ReadFailed("bad-address", "there is a blank in the address")
    return url.strip()


def redirected(url: str, location: str) -> str:
    """Where a redirect leads. Raises ReadFailed where that is refused."""
    to = checked(urljoin(url, location.strip()))
    if urlsplit(url).scheme.lower() == "https" and urlsplit(to).scheme.lower() != "https":
        raise ReadFailed("redirect", "it leads from https to http, and is not followed")
    return to


def origin(url: str) -> str:
    """Scheme, host and port: whose robots.txt counts, and who is asked one at a time."""
    parts = urlsplit(key(url))
    return f"{parts.scheme}://{parts.netloc}"


def is_public(address: str, allow_loopback: bool = False) -> bool:
    """Whether a machine's number is one of the internet: no private, local or reserved one, however it is written."""
    try:
        found = ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if int(found) in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner), allow_loopback)
    if found.is_loopback:
        return allow_loopback
    return found.is_global and not found.is_multicast


def file_name(url: str, day: str, suffix: str) -> str:
    """The same for the same address: the day where one is stated, words of the address, and a hash of it."""
    words = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2].rpartition(".")
    plain = unicodedata.normalize("NFKD", words[0] or words[2]).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_SLUG].strip("-")
    begins = slug.startswith(("readme", "license", "licence", "articles-toml"))
    parts = (day, f"a-{slug}" if begins and not day else slug, hashlib.sha256(key(url).encode()).hexdigest()[:10])
    return "-".join(part for part in parts if part) + suffix
