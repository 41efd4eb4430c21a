"""A dossier that does not hold is refused, naming the file and what is wrong with it."""

import re
import shutil
from pathlib import Path

import pytest
from dossier_texts import ROOT

from services.parser.dossier.check import check_dossier
from services.parser.dossier.load import load_dossier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "dossiers" / "dushanbe", tmp_path / "copy"))


@pytest.mark.parametrize("name", ["dushanbe", "water"])
def test_the_dossiers_have_no_faults(name: str) -> None:
    assert check_dossier(ROOT / "dossiers" / name) == []


def test_terms_alone_make_a_dossier(folder: Path) -> None:
    for file in folder.glob("*.toml"):
        if file.name != "terms.toml":
            file.unlink()

    assert load_dossier(folder).id == "dushanbe"


@pytest.mark.parametrize(
    ("file", "added", "said"),
    [
        ("terms.toml", '[[term]]\nid = "x"\nweight = 0.1\npatterns = ["كلمة"]', "no word of the gate"),
        ("terms.toml", '[[term]]\nid = "x"\nweight = 0.1\npatterns = ["{nothing} إرهاب"]', "no list is called"),
        ("terms.toml", '[[term]]\nid = "x"\nwait = 0.1\npatterns = ["إرهاب"]', "terms.toml"),
        ("phases.toml", "[[phase]]\nid = 7", "phases.toml"),
        (
            "documents.toml",
            '[[document]]\nid = "x"\nkind = "plan"\nname_en = "X"\npatterns = ["خطة"]\nphase = "no"',
            "no phase called",
        ),
        (
            "actors.toml",
            '[[actor]]\nid = "iran"\nkind = "state"\nname_ar = "س"\nname_en = "X"\nspellings = ["س س"]',
            "twice|occurs 2",
        ),
    ],
)
def test_a_fault_is_said_in_words(folder: Path, file: str, added: str, said: str) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + "\n" + added + "\n", encoding="utf-8")

    faults = check_dossier(folder)

    assert re.search(said, " ".join(faults))


def test_a_folder_without_terms_is_no_dossier(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"terms\.toml"):
        load_dossier(tmp_path)
