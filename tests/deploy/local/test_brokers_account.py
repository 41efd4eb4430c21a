import os
from pathlib import Path

from deploy.local.account import Account, hand_over, may_enter
from deploy.local.folders import data_folder

STRANGER = Account(uid=54_321, gid=54_321)
ONESELF = Account(os.geteuid(), os.getegid())


def test_a_closed_folder_above_keeps_a_stranger_out(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert not may_enter(STRANGER, tmp_path / "not yet there")
    assert may_enter(ONESELF, tmp_path / "not yet there")


def test_data_lie_in_the_clone_when_the_brokers_can_enter_it(tmp_path: Path) -> None:
    assert data_folder(tmp_path, ONESELF) == tmp_path / ".masar"


def test_else_each_clone_has_a_folder_of_its_own_elsewhere(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    for name in ("one", "two"):
        (tmp_path / name / "masar").mkdir(parents=True)
    one, two = (data_folder(tmp_path / name / "masar", STRANGER, Path("/elsewhere")) for name in ("one", "two"))
    assert one.parent == two.parent == Path("/elsewhere")
    assert one.name.startswith("masar-")
    assert one != two
    assert one == data_folder(tmp_path / "one" / "masar", STRANGER, Path("/elsewhere"))


def test_handing_over_to_oneself_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    hand_over(ONESELF, tmp_path)
    assert (tmp_path / "file").stat().st_uid == os.geteuid()
