"""The examples in the grammar's docstrings are true."""

import doctest
import pkgutil
from importlib import import_module

import pytest

PACKAGES = [import_module(name) for name in ("server.speeches", "server.speeches.rules")]
MODULES = [
    f"{package.__name__}.{module.name}"
    for package in PACKAGES
    for module in pkgutil.iter_modules(package.__path__)
    if module.name not in ("reading", "routes", "schemas")
]
PROMISED = [name for name in MODULES if ".rules." in name] + ["server.speeches.items"]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name):
    assert doctest.testmod(import_module(name)).failed == 0


@pytest.mark.parametrize("name", PROMISED)
def test_every_rule_shows_an_example(name):
    assert doctest.testmod(import_module(name)).attempted > 0
