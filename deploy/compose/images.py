"""The images of `make compose-test`: ours as users build it, and stand-ins for the base and the brokers."""

import shutil
import tempfile
from pathlib import Path

from deploy.compose.tools import Tools
from deploy.local.digest import folder_digest
from deploy.local.jdk import Jdk
from deploy.local.prepare import Artefacts

BASE = "localhost/masar-test/base"
MASAR = "localhost/masar-test/masar"
BROKERS = ("kafka", "elasticsearch")
IMAGES = Path(__file__).with_name("images")
SUITE = "bookworm"
INCLUDED = "python3,python3-venv,ca-certificates,curl"
# How pip and its certificates are set up on this machine holds inside the build as well.
AS_OUTSIDE = (Path("/etc/pip.conf"), Path("/etc/ssl/certs"))
NOT_NEEDED = shutil.ignore_patterns("src.zip", "jmods", "demo", "man", "legal", "include")


def build_all(tools: Tools, root: Path, artefacts: Artefacts, jdk: Jdk) -> dict[str, str]:
    """Build what is missing or has changed; returns the images by the compose file's variables. Raises StackTrouble."""
    if not _has(tools, BASE):
        _build_base(tools)
    images = {"MASAR_IMAGE": MASAR}
    for name in BROKERS:
        # A change of how it is built is another image.
        image = f"localhost/masar-test/{name}:{folder_digest(IMAGES / name)[:12]}"
        if not _has(tools, image):
            _build_broker(tools, name, image, getattr(artefacts, name), jdk)
        images[f"MASAR_{name.upper()}_IMAGE"] = image
    _build(tools, MASAR, root, root / "deploy" / "Dockerfile")
    return images


def _has(tools: Tools, image: str) -> bool:
    return tools.ask("podman", "image", "exists", image)[0] == 0


def _build_base(tools: Tools) -> None:
    with tempfile.TemporaryDirectory() as folder:
        system, archive = Path(folder) / "system", Path(folder) / "system.tar"
        tools.run("debootstrap", "--variant=minbase", f"--include={INCLUDED}", SUITE, system)
        tools.run("tar", "-C", system, "-cf", archive, ".")
        tools.run("podman", "import", "--quiet", archive, BASE)


def _build_broker(tools: Tools, name: str, image: str, artefact: Path, jdk: Jdk) -> None:
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder) / "context"
        shutil.copytree(IMAGES / name, context)
        shutil.copytree(artefact, context / "artefact")
        shutil.copytree(jdk.home, context / "jdk", ignore=NOT_NEEDED)
        _build(tools, image, context, context / "Dockerfile")


def _build(tools: Tools, image: str, context: Path, file: Path) -> None:
    shared = [f"--volume={path}:{path}:ro" for path in AS_OUTSIDE if path.exists()]
    # The docker format is the one that keeps health checks.
    options = ["--isolation=chroot", "--format=docker", "--layers", f"--build-arg=BASE={BASE}", *shared]
    tools.run("buildah", "bud", "--quiet", *options, "--file", file, "--tag", image, context)
