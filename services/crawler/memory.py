"""All that is known of a partition's addresses, small enough for a million of them."""

import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec.structs import asdict, astuple, fields, replace

from contracts.urls import Visit

# What addresses and titles of the Arabic press share need not be kept a million times. The end is found cheapest.
_WORDS = "وزير الخارجية في المؤتمر الدولي مكافحة الإرهاب رئيس مجلس الأمم المتحدة على من الكويت دوشنبه"
_TYPICAL = "".join(
    (
        quote(_WORDS.replace(" ", "-")),
        _WORDS,
        " GMT+03:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, 01 Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec 2025 2026",
        "http://www.news.com/sitemap.xml/feed/rss.xml/article/details/ar/https://www.fetchedunchangednot_foundpage",
    )
).encode()


class _Packed(Visit, array_like=True, frozen=True, kw_only=True):
    """A visit without its fields' names; page_id is empty, it is the key."""


class Memory:
    """Visits by page_id, packed and deflated."""

    def __init__(self) -> None:
        self._packed: dict[bytes, bytes] = {}

    def __len__(self) -> int:
        return len(self._packed)

    def __contains__(self, page_id: str) -> bool:
        return bytes.fromhex(page_id) in self._packed

    def get(self, page_id: str) -> Visit | None:
        """What is known of a page; null where it is unknown."""
        packed = self._packed.get(bytes.fromhex(page_id))
        return _unpack(page_id, packed) if packed is not None else None

    def put(self, visit: Visit) -> None:
        """Remember a visit in the place of the page's last one."""
        self._packed[bytes.fromhex(visit.page_id)] = _pack(visit)

    def visits(self) -> Iterator[Visit]:
        """All visits that are known now, in the order of their first putting."""
        return (_unpack(key.hex(), self._packed[key]) for key in list(self._packed))


# A packed visit ends with the last field that says anything: most say little, and there are a million of them.
_UNSAID = [field.default for field in fields(Visit)]


def _said(visit: Visit) -> list[Any]:
    values = list(astuple(replace(visit, page_id="")))
    while values[-1] == _UNSAID[len(values) - 1]:
        values.pop()
    return values


def _pack(visit: Visit) -> bytes:
    deflater = zlib.compressobj(level=1, wbits=-15, memLevel=4, zdict=_TYPICAL)
    return deflater.compress(msgspec.msgpack.encode(_said(visit))) + deflater.flush()


def _unpack(page_id: str, packed: bytes) -> Visit:
    inflater = zlib.decompressobj(wbits=-15, zdict=_TYPICAL)
    kept = msgspec.msgpack.decode(inflater.decompress(packed), type=_Packed)
    return Visit(**{**asdict(kept), "page_id": page_id})
