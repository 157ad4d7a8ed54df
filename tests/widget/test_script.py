"""The script as text: small, one tag, nothing in it that could turn words into markup."""

import gzip
import re
from collections import Counter

import pytest

from bot.channels.web.bundle import bundle
from bot.settings import PROJECT

SOURCE = PROJECT / "widget" / "src"
MODULES = sorted(SOURCE.glob("*.js"))
LIMIT = 20_000
DECLARED = re.compile(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", re.MULTILINE)


def test_the_script_is_under_20_kb_when_it_travels() -> None:
    assert len(gzip.compress(bundle(SOURCE).encode())) < LIMIT


def test_every_module_is_part_of_it() -> None:
    script = bundle(SOURCE)
    for module in MODULES:
        first = DECLARED.search(module.read_text("utf-8"))
        assert first, module.name
        assert first[0].removeprefix("export ") in script, module.name


def test_no_name_stands_twice_at_the_top_of_modules() -> None:
    names: Counter[str] = Counter()
    for module in MODULES:
        names.update(DECLARED.findall(module.read_text("utf-8")))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(
    "name", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", ".style"]
)
def test_nothing_can_become_markup_code_or_an_inline_style(name: str) -> None:
    assert name not in bundle(SOURCE)


def test_no_module_is_long() -> None:
    assert [module.name for module in MODULES if len(module.read_text("utf-8").splitlines()) > 250] == []
