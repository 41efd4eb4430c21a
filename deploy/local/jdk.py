"""Finding a JDK that Elasticsearch runs on: 21 or newer, with the vector module."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deploy.local.account import brokers_account, may_enter
from deploy.local.settings import LocalSettings
from deploy.local.trouble import StackTrouble

OLDEST = 21
# Elasticsearch adds it at the start; cut-down runtimes lack it.
VECTOR_MODULE = "jdk.incubator.vector"
INSTALLED = Path("/usr/lib/jvm")
# For servers that live for minutes: Elasticsearch is up after 12 s of processor time instead of 19 (Java 25, 2 cores),
# and never gets as fast as without.
SHORT_LIVED = ("-XX:TieredStopAtLevel=1",)
REMEDY = f"install a JDK of {OLDEST} or newer, or name one: MASAR_JAVA_HOME=/path/to/jdk"


@dataclass(frozen=True)
class Jdk:
    """A Java found: its home folder, major version and modules."""

    home: Path
    version: int
    modules: frozenset[str]
    enterable: bool = True

    @property
    def lacks(self) -> str | None:
        """What makes it unfit, null when it is fit."""
        if self.version < OLDEST:
            return f"is Java {self.version}"
        if VECTOR_MODULE not in self.modules:
            return f"is Java {self.version} without the module {VECTOR_MODULE}"
        if not self.enterable:
            return "cannot be entered by the account that the brokers run under"
        return None


def find_jdk(settings: LocalSettings, installed: Path = INSTALLED) -> Jdk:
    """The first fit JDK of MASAR_JAVA_HOME, JAVA_HOME, PATH and `installed`, the newest first there.

    MASAR_JAVA_HOME excludes the others. Raises StackTrouble saying what was found and how to mend it.
    """
    return first_fit(look_at(home) for home in _homes(settings, installed))


def first_fit(found: Iterable[Jdk | None]) -> Jdk:
    """The first that lacks nothing. Raises StackTrouble saying why each other one will not do."""
    unfit = []
    for jdk in found:
        if jdk is None:
            continue
        if jdk.lacks is None:
            return jdk
        unfit.append(f"{jdk.home} {jdk.lacks}")
    seen = "; ".join(dict.fromkeys(unfit)) or "no Java found"
    raise StackTrouble(f"Elasticsearch needs a JDK of {OLDEST} or newer ({seen}): {REMEDY}")


def look_at(home: Path) -> Jdk | None:
    """The JDK in a folder, null when there is no `bin/java` in it or it does not answer."""
    java = home / "bin" / "java"
    if not java.exists():
        return None
    release = home / "release"
    version, modules = read_release(release.read_text("utf-8", "replace")) if release.exists() else (None, frozenset())
    version = version or read_version(_ask(java, "-version"))
    modules = modules or read_modules(_ask(java, "--list-modules"))
    return Jdk(home, version, modules, may_enter(brokers_account(), home)) if version else None


def read_release(text: str) -> tuple[int | None, frozenset[str]]:
    """Major version and modules from a JDK's `release` file (KEY="value" lines)."""
    values = dict(re.findall(r'^(\w+)="(.*)"\s*$', text, re.MULTILINE))
    return _major(values.get("JAVA_VERSION", "")), frozenset(values.get("MODULES", "").split())


def read_version(text: str) -> int | None:
    """Major version from what `java -version` prints, null when it names none."""
    quoted = re.search(r'version "([^"]+)"', text)
    return _major(quoted[1]) if quoted else None


def read_modules(text: str) -> frozenset[str]:
    """Names from what `java --list-modules` prints: name@version, one a line."""
    return frozenset(re.findall(r"^([\w.]+)@", text, re.MULTILINE))


def _major(version: str) -> int | None:
    # Up to Java 8 the major number stood second: 1.8.0_402.
    number = re.match(r"(?:1\.)?(\d+)", version)
    return int(number[1]) if number else None


def _homes(settings: LocalSettings, installed: Path) -> Iterable[Path]:
    if settings.masar_java_home:
        return [settings.masar_java_home]
    named = [settings.java_home] if settings.java_home else []
    java = shutil.which("java", path=settings.path)
    on_path = [Path(java).resolve().parent.parent] if java else []
    beside = sorted((home.resolve() for home in installed.glob("*")), key=_newest_last, reverse=True)
    return dict.fromkeys([*named, *on_path, *beside])


def _newest_last(home: Path) -> int:
    jdk = look_at(home)
    return jdk.version if jdk else 0


def _ask(java: Path, option: str) -> str:
    try:
        answer = subprocess.run([java, option], capture_output=True, text=True, timeout=30)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout + answer.stderr
