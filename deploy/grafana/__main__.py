"""`python -m deploy.grafana` writes dashboards/*.json from pipeline.py and outlets.py."""

import json
from pathlib import Path

from deploy.grafana.outlets import OUTLETS
from deploy.grafana.panel import grafana_json
from deploy.grafana.pipeline import PIPELINE

FOLDER = Path(__file__).with_name("dashboards")
DASHBOARDS = (PIPELINE, OUTLETS)


def text_of(dashboard: dict[str, object]) -> str:
    """A dashboard's file."""
    return json.dumps(dashboard, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for each in DASHBOARDS:
        (FOLDER / f"{each.uid}.json").write_text(text_of(grafana_json(each)), encoding="utf-8")
