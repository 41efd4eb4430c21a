"""A dossier that does not hold is refused, naming the file and what is wrong with it."""

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


ACTOR = '[[actor]]\nid = "x"\nkind = "person"\nname_ar = "س"\nname_en = "X"\nspellings = ["س س"]\n'
PHASE = '[[phase]]\nid = "x"\nyear = 2030\nname_ar = "س"\nname_en = "X"\ncity = "X"\ncountry = "XX"\nsource = "x"\n'
COMING = '[[coming]]\nid = "x"\nname_ar = "س"\nname_en = "X"\nplace = ["س"]\nsource = "x"\n'
# What is added to a file, at which of the added lines the fault stands, and what is said of it.
FAULTS = [
    ("terms.toml", '[[term]]\nid = "x"\nweight = 0.1\npatterns = ["كلمة"]', 4, "needs no word of the gate"),
    (
        "terms.toml",
        '[[term]]\nid = "x"\nweight = 0.1\npatterns = ["{nothing} إرهاب"]',
        4,
        "no list is called 'nothing'",
    ),
    ("terms.toml", '[[term]]\nid = "x"\nweight = 0.1\npatterns = ["(إرهاب"]', 4, "cannot read"),
    ("terms.toml", '[[term]]\nid = "x"\npatterns = ["إرهاب"]', 1, "missing required field `weight`"),
    ("terms.toml", '[[term]]\nid = "x"\nweight = 0.1\npatterns = []\nwait = 1', 5, "unknown field `wait`"),
    ("terms.toml", '[[term]]\nid = "x"\nweight = 3\npatterns = ["إرهاب"]', 3, "weighs 3"),
    ("terms.toml", '[[term]]\nid = "x"\nweight = 0.1\npatterns = []', 4, "has no pattern"),
    ("terms.toml", '[[term]]\nid = "terrorism"\nweight = 0.1\npatterns = ["إرهاب"]', 2, "occurs twice"),
    ("terms.toml", "[[term]]\nid =", 2, "no TOML"),
    ("exclusions.toml", '[[exclusion]]\nid = "x"\npatterns = ["(a"]', 3, "cannot read"),
    ("phases.toml", "[[phase]]\nid = 7", 2, "Expected `str`"),
    ("phases.toml", PHASE + 'begins = 2030-05-02\nends = 2030-05-01\nplace = ["س"]', 10, "ends before it begins"),
    ("phases.toml", PHASE + 'begins = 2031-05-02\nends = 2031-05-03\nplace = ["س"]', 3, "its year is 2030"),
    ("phases.toml", PHASE + "begins = 2030-05-02\nends = 2030-05-03\nplace = []", 11, "has no place"),
    ("phases.toml", COMING + 'names = ["(a"]', 7, "cannot read"),
    ("phases.toml", COMING, 2, "no word that points to it"),
    ("phases.toml", COMING.replace('"x"', '"after-kuwait"', 1) + 'names = ["س"]', 2, "occurs twice"),
    ("phases.toml", COMING.replace('"x"', '"kuwait-2024"', 1), 2, "held and still to come"),
    ("exclusions.toml", '[[exclusion]]\nid = "x"\npatterns = ["a"]\nunless = ["(a"]', 4, "cannot read"),
    ("actors.toml", ACTOR.replace("س س", "إيران"), 6, "it is of 'iran' and of 'x'"),
    ("actors.toml", ACTOR + 'unless = ["(a"]', 7, "cannot read"),
    ("actors.toml", ACTOR + 'wikidata = "311440"', 7, "no Wikidata id"),
    ("actors.toml", ACTOR.replace('"س س"', ""), 6, "no spelling"),
    ("actors.toml", ACTOR + 'tenures = [{ role = "r", since = "2020", until = "2010" }]', 7, "ends before it begins"),
    (
        "documents.toml",
        '[[document]]\nid = "x"\nkind = "plan"\nname_en = "X"\nnumber = 7\nphase = "no"',
        6,
        "no phase called",
    ),
    ("documents.toml", '[[document]]\nid = "x"\nkind = "plan"\nname_en = "X"', 1, "neither a pattern nor a number"),
    ("phases.toml", COMING + 'number = 4\nnames = ["س"]', 7, "both have the number 4"),
    (
        "claims.toml",
        '[[ordinal]]\nkind = "x"\nunit = "x"\nnouns = ["س"]\nfollowed_by = ["{no}"]',
        5,
        "no list is called 'no'",
    ),
]


@pytest.mark.parametrize(("file", "added", "at", "said"), FAULTS, ids=[f"{file}-{said}" for file, _, _, said in FAULTS])
def test_a_fault_is_told_with_its_file_and_line_and_how_to_mend_it(
    folder: Path, file: str, added: str, at: int, said: str
) -> None:
    path = folder / file
    before = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{before}\n{added}\n", encoding="utf-8")

    faults = check_dossier(folder)

    line = before.count("\n") + 1 + at
    told = [fault for fault in faults if fault.startswith(f"copy/{file}:{line}: ") and said in fault]
    assert told, faults
    assert told[0].count(". ") >= 1, "a remedy follows"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[conference]\nkinds = ['guests']\n", "no figure is of the kind 'guests'"),
        ("[conference]\nkinds = []\napart = ['(a']\n", "cannot read"),
        ("[held]\nbegins = 'a'\nends = 'b'\nnear = ['{no}']\n", "no list is called 'no'"),
    ],
)
def test_a_fault_of_a_single_table_is_told_at_its_line(folder: Path, written: str, said: str) -> None:
    (folder / "claims.toml").write_text(written, encoding="utf-8")

    (told,) = check_dossier(folder)

    assert told.startswith(f"copy/claims.toml:{written.count(chr(10))}: ")
    assert said in told


def test_a_gate_word_must_hold_with_the_article_swallowed_too(folder: Path) -> None:
    path = folder / "terms.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"للحدود", ', ""), encoding="utf-8")

    assert any("needs no word of the gate" in fault for fault in check_dossier(folder))


def test_levels_that_do_not_rise_are_a_fault(folder: Path) -> None:
    path = folder / "terms.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("core = 0.7", "core = 0.4"), encoding="utf-8")

    assert any("do not rise" in fault for fault in check_dossier(folder))


def test_every_fault_is_told_at_once(folder: Path) -> None:
    for file in ("phases.toml", "actors.toml"):
        (folder / file).write_text("nonsense", encoding="utf-8")

    assert {fault.split(":")[0] for fault in check_dossier(folder)} >= {"copy/phases.toml", "copy/actors.toml"}


def test_a_folder_without_terms_is_no_dossier(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"terms\.toml"):
        load_dossier(tmp_path)
