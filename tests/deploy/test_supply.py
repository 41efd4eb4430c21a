"""What we are built of: locked with hashes, and each licence told."""

from importlib.metadata import PackageNotFoundError, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from deploy.supply.locks import LOCKS, requirements
from runtime.settings import ROOT


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_version_is_locked_with_hashes_and_names_no_index(lock: object) -> None:
    text = lock.read_text("utf-8")  # type: ignore[attr-defined]
    found = requirements(text)
    assert len(found) > 40
    for requirement, hashes in found:
        assert str(requirement.specifier).startswith("=="), requirement
        assert hashes, requirement
    assert "://" not in text


def test_every_package_of_the_image_has_its_licence_on_the_page() -> None:
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ")
    ]
    told = {canonicalize_name(name): (at, licence) for name, at, licence in rows}
    here = [each for each, _ in requirements((ROOT / "requirements" / "run.txt").read_text("utf-8")) if _applies(each)]
    assert len(here) > 40
    for requirement in here:
        at, licence = told[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(at), f"{requirement.name}: run make licences"
        assert licence.upper() != "UNKNOWN"


def _applies(requirement: Requirement) -> bool:
    if requirement.marker and not requirement.marker.evaluate():
        return False
    try:
        return bool(version(requirement.name))
    except PackageNotFoundError:
        return False
