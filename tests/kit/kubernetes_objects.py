"""The manifests of deploy/kubernetes, and the schemas that they are held against."""

import importlib
from collections.abc import Iterator
from typing import Any

import kubernetes_validate
import yaml
from jsonschema import Draft202012Validator

from runtime.settings import ROOT

FOLDER = ROOT / "deploy" / "kubernetes"
# The oldest release that is to work, and the newest whose schemas there are.
RELEASES = ("1.29.0", kubernetes_validate.latest_version())
WORKLOADS = ("Deployment", "StatefulSet", "Job")


def manifests() -> list[dict[str, Any]]:
    """Every object of every file that is not kustomize's own."""
    files = sorted(file for file in FOLDER.rglob("*.yaml") if file.name != "kustomization.yaml")
    return [each for file in files for each in yaml.safe_load_all(file.read_text("utf-8"))]


def workloads() -> dict[str, dict[str, Any]]:
    """What runs pods, by name."""
    return {each["metadata"]["name"]: each for each in manifests() if each["kind"] in WORKLOADS}


def problems(manifest: dict[str, Any], release: str) -> list[str]:
    """What a cluster of this release, with KEDA, would refuse in the manifest; unknown fields included."""
    if manifest["apiVersion"].startswith("keda.sh/"):
        schema = _strict(keda_schema(manifest["kind"]))
        return [f"{list(each.path)}: {each.message}" for each in Draft202012Validator(schema).iter_errors(manifest)]
    try:
        kubernetes_validate.validate(manifest, release, strict=True)
    except kubernetes_validate.ValidationError as error:
        return [f"{list(error.path)}: {error.message}"]
    return []


def keda_schema(kind: str) -> dict[str, Any]:
    """The schema of one of the autoscaler's kinds."""
    version = importlib.import_module("cloudcoil.models.keda.v1alpha1")
    schema: dict[str, Any] = getattr(version, kind).model_json_schema(by_alias=True)
    return schema


def _strict(schema: dict[str, Any]) -> dict[str, Any]:
    for part in _objects(schema):
        if "properties" in part:
            part.setdefault("additionalProperties", False)
    return schema


def _objects(part: object) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if part.get("type") == "object":
            yield part
        for value in part.values():
            yield from _objects(value)
    elif isinstance(part, list):
        for value in part:
            yield from _objects(value)
