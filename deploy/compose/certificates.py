"""The certificates of tls.yml: Kafka's own and the one that clients trust, made with openssl where missing."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.compose.secrets import FOLDER, make_secrets
from deploy.local.secret import keep_secret, make_private
from deploy.local.trouble import StackTrouble

CA, BROKER = "kafka-ca", "kafka-tls"
HOST = "kafka"
DAYS = 825
KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
# Python 3.13 takes none but strictly formed ones: RFC 5280, what a CA must say and what names its key.
OF_CA = ("basicConstraints=critical,CA:TRUE,pathlen:0", "keyUsage=critical,keyCertSign,cRLSign")
OF_BROKER = f"""subjectAltName=DNS:{HOST}
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth,clientAuth
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
"""


def make_certificates(folder: Path = FOLDER) -> None:
    """Into the folder of secrets: kafka-ca, and kafka-tls with Kafka's key in it. Safe to repeat: what is there stays.

    The key that signs is thrown away: when the certificates are near their end, delete both and make new ones.
    Raises StackTrouble where there is no openssl.
    """
    make_private(folder)
    if (folder / CA).exists() and (folder / BROKER).exists():
        return
    if shutil.which("openssl") is None:
        raise StackTrouble("certificates are made with openssl: on Debian, apt-get install openssl")
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        extensions = [part for extension in OF_CA for part in ("-addext", extension)]
        _openssl(work, "req", "-x509", *KEY, *_subject("masar"), *extensions, *_days(), *_out("ca"))
        _openssl(work, "req", *KEY, *_subject(HOST), *_out("broker"))
        (work / "extensions").write_text(OF_BROKER, encoding="ascii")
        signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-extfile", "extensions", "-out", "signed.pem")
        _openssl(work, "x509", "-req", "-in", "broker.pem", *signed, *_days())
        keep_secret(folder / CA, (work / "ca.pem").read_text("ascii").strip())
        keep_secret(
            folder / BROKER, (work / "broker.key").read_text("ascii") + (work / "signed.pem").read_text("ascii")
        )
    for name in (CA, BROKER):
        (folder / name).chmod(0o444)


def _openssl(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True)  # noqa: S603, S607
    if done.returncode:
        raise StackTrouble(f"`openssl {' '.join(arguments)}` failed: {done.stderr.strip()[-300:]}")


def _subject(name: str) -> tuple[str, str]:
    return "-subj", f"/CN={name}"


def _days() -> tuple[str, str]:
    return "-days", str(DAYS)


def _out(name: str) -> tuple[str, ...]:
    return "-keyout", f"{name}.key", "-out", f"{name}.pem"


if __name__ == "__main__":
    target = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    make_certificates(target)
    make_secrets(target)
