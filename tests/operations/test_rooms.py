"""Who may sign in to the control room of `masar run`: one operator, made by chance, kept."""

import stat
from pathlib import Path

from deploy.local.operators import OPERATOR, operators
from services.desk.control.sign_in import SignIn, read_users


def test_one_operator_is_made_at_the_first_start_and_kept(tmp_path: Path) -> None:
    file = operators(tmp_path / "keys")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    first = read_users(file)
    assert first.keys() == {OPERATOR}
    assert SignIn(file, 60).open(OPERATOR, first[OPERATOR])
    assert read_users(operators(tmp_path / "keys")) == first


def test_no_two_stacks_have_one_password(tmp_path: Path) -> None:
    assert read_users(operators(tmp_path / "a")) != read_users(operators(tmp_path / "b"))
