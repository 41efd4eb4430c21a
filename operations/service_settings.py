"""The settings of every service, found in the services' own packages: a new service comes in by itself."""

import importlib
import importlib.util
import inspect
import pkgutil

from pydantic_settings import BaseSettings

import services


def service_settings() -> dict[str, type[BaseSettings]]:
    """The class of settings of each service by the service's name."""
    found = sorted(module.name for module in pkgutil.walk_packages(services.__path__, "services.") if module.ispkg)
    kinds = {package.rpartition(".")[2]: _settings_of(f"{package}.settings") for package in found}
    return {part: kind for part, kind in kinds.items() if kind is not None}


def _settings_of(module: str) -> type[BaseSettings] | None:
    if importlib.util.find_spec(module) is None:
        return None
    classes = inspect.getmembers(importlib.import_module(module), inspect.isclass)
    own = (kind for _, kind in classes if issubclass(kind, BaseSettings) and kind.__module__ == module)
    return next(own, None)
