"""The stories as families: articles tied to one another, each family named after its likeliest origin."""

from collections.abc import Callable, Iterable

from lineage.standing import Standing


class Families:
    """Who belongs together, by page id. Ties are undirected; each is declared by the later of the two articles."""

    def __init__(self, standing: Callable[[str], Standing]) -> None:
        """`standing` tells an article's place in the order of likely origins."""
        self._standing = standing
        self._declared: dict[str, frozenset[str]] = {}
        self._ties: dict[str, set[str]] = {}
        self._root: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._torn: set[str] = set()
        self._new_ties: list[tuple[str, str]] = []
        self._before: dict[str, str | None] = {}

    def root(self, page: str) -> str:
        """The likeliest origin of the article's family."""
        return self._root[page]

    def tie(self, page: str, earlier: Iterable[str]) -> None:
        """Declare an article's ties with earlier ones, in place of those declared before; `settle` heeds them."""
        if page not in self._root:
            self._label({page}, page)
        former, declared = self._declared.get(page, frozenset()), frozenset(earlier)
        for gone in former - declared:
            self._part(page, gone)
        for new in declared - former:
            self._ties.setdefault(page, set()).add(new)
            self._ties.setdefault(new, set()).add(page)
            self._new_ties.append((page, new))
        self._declared[page] = declared

    def leave(self, page: str) -> None:
        """Take an article out with all its ties."""
        for other in tuple(self._ties.get(page, ())):
            self._part(page, other)
        self._declared.pop(page, None)
        root = self._root.pop(page)
        self._before.setdefault(page, root)
        self._torn.discard(root)
        left = self._members.pop(root) - {page}
        if left:
            self._label(left, min(left))
            self._torn.add(min(left))

    def settle(self) -> set[str]:
        """Bring the families up to date. Returns the articles whose root changed since the last time."""
        for root in self._torn:
            for part in self._parts(self._members.pop(root)):
                self._label(part, min(part, key=self._standing))
        for one, other in self._new_ties:
            if other in self._ties.get(one, ()):
                self._join(self._root[one], self._root[other])
        changed = {page for page, former in self._before.items() if self._root.get(page, former) != former}
        self._torn, self._new_ties, self._before = set(), [], {}
        return changed

    def _part(self, page: str, other: str) -> None:
        self._ties[page].discard(other)
        self._ties[other].discard(page)
        for one, declared in ((page, other), (other, page)):
            self._declared[one] = self._declared.get(one, frozenset()) - {declared}
        self._torn.add(self._root[page])

    def _parts(self, pages: set[str]) -> Iterable[set[str]]:
        while pages:
            part: set[str] = set()
            waiting = [pages.pop()]
            while waiting:
                page = waiting.pop()
                part.add(page)
                reached = self._ties.get(page, set()) & pages
                pages -= reached
                waiting += reached
            yield part

    def _join(self, one: str, other: str) -> None:
        if one != other:
            kept, lost = sorted((one, other), key=self._standing)
            self._label(self._members.pop(lost), kept)

    def _label(self, pages: set[str], root: str) -> None:
        for page in pages:
            self._before.setdefault(page, self._root.get(page))
            self._root[page] = root
        self._members.setdefault(root, set()).update(pages)
