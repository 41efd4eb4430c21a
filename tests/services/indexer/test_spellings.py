from pathlib import Path

import pytest

from services.indexer.spellings import Family, read_families
from services.indexer.synonyms import rules_of

DUSHANBE = Path(__file__).parents[3] / "dossiers" / "dushanbe"


def test_the_dossiers_families_hold():
    rules = {rule["id"]: rule["synonyms"] for rule in rules_of(read_families(DUSHANBE))}
    assert {"دوشنبه", "دوشانبه", "دوشنبيه"} <= set(rules["dushanbe"].split(", "))


def test_a_name_after_a_particle_asks_for_all_forms_of_the_name():
    (_, after) = rules_of([Family(id="x", forms=("دوشنبه", "دوشانبه"))])
    asked, found = after["synonyms"].split(" => ")
    assert {"بدوشنبه", "ولدوشانبه"} <= set(asked.split(", "))
    assert found == "دوشنبه, دوشانبه"
    assert len(rules_of([Family(id="x", forms=("الأنتربول", "الإنتربول"))])) == 1


def test_persons_and_organisations_bring_their_spellings_and_offices_do_not(tmp_path):
    person = '[[actor]]\nid = "p"\nkind = "person"\nspellings = ["رحمان", "رحمن"]\n'
    office = '[[actor]]\nid = "o"\nkind = "office"\nspellings = ["الوزير", "نائب الوزير"]\n'
    alone = '[[actor]]\nid = "q"\nkind = "organisation"\nspellings = ["سيكا"]\n'
    (tmp_path / "actors.toml").write_text(person + office + alone, encoding="utf-8")
    assert read_families(tmp_path) == (Family(id="p", forms=("رحمان", "رحمن")),)


def test_a_name_in_both_files_is_refused(tmp_path):
    (tmp_path / "families.toml").write_text('[[family]]\nid = "p"\nforms = ["رحمان", "رحمن"]\n', encoding="utf-8")
    person = '[[actor]]\nid = "p"\nkind = "person"\nspellings = ["رحمان", "رحمن"]\n'
    (tmp_path / "actors.toml").write_text(person, encoding="utf-8")
    with pytest.raises(ValueError, match="twice: p"):
        read_families(tmp_path)


def test_a_dossier_without_families_has_none(tmp_path):
    assert read_families(tmp_path) == ()


@pytest.mark.parametrize("forms", ['["واحد"]', '["واحد", "اثنان, ثلاثة"]', '["واحد", "اثنان => ثلاثة"]'])
def test_a_family_that_is_none_or_would_break_a_rule_is_refused_with_the_files_name(tmp_path, forms):
    (tmp_path / "families.toml").write_text(f'[[family]]\nid = "x"\nforms = {forms}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"families\.toml"):
        read_families(tmp_path)
