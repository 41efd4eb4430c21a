"""`make compose-test`: builds the images and rehearses docker-compose.yml with Podman."""

import argparse
import sys
import tempfile
from pathlib import Path

from deploy.compose.certificates import make_certificates
from deploy.compose.images import build_all
from deploy.compose.rehearse import rehearse
from deploy.compose.secrets import make_secrets
from deploy.compose.tools import get_tools
from deploy.local.jdk import find_jdk
from deploy.local.ports import free_ports
from deploy.local.prepare import prepare
from deploy.local.settings import LocalSettings
from deploy.local.trouble import StackTrouble
from runtime.settings import ROOT

PORTS = ("MASAR_ELASTICSEARCH_PORT", "MASAR_CRAWLER_PORT", "MASAR_DESK_PORT", "MASAR_CONTROL_PORT")


def main() -> int:
    """Exit status: 0 when all that was rehearsed held, 1 when something did not or could not be tried."""
    options = argparse.ArgumentParser(prog="compose-test", description=__doc__)
    options.add_argument(
        "--tls", action="store_true", help="with deploy/compose/tls.yml laid over, and without the load"
    )
    tls, settings = options.parse_args().tls, LocalSettings()
    try:
        tools = get_tools(settings.cache)
        print("compose-test: building the images; the first time takes minutes", flush=True)
        images = build_all(tools, ROOT, prepare(settings, lambda what, done, total: None), find_jdk(settings))
        print("compose-test: starting docker-compose.yml", flush=True)
        ports = zip(PORTS, free_ports(len(PORTS)), strict=True)
        with tempfile.TemporaryDirectory() as secrets:
            if tls:
                make_certificates(Path(secrets))
            make_secrets(Path(secrets))
            variables = images | {name: str(port) for name, port in ports} | {"MASAR_SECRETS": secrets}
            rehearse(tools, ROOT, variables, tls)
    except StackTrouble as trouble:
        print(f"compose-test: {trouble}", file=sys.stderr)
        return 1
    print("compose-test: passed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
