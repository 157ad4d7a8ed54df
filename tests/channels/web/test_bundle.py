from pathlib import Path

from bot.channels.web.bundle import bundle

SOURCE = Path(__file__).parent / "widget" / "src"


def test_every_module_comes_once_and_before_what_needs_it() -> None:
    script = bundle(SOURCE)
    assert script.count("const greeting") == 1
    assert script.index("const greeting") < script.index("function loud") < script.index("console.log")


def test_the_script_is_classic_and_keeps_to_itself() -> None:
    script = bundle(SOURCE)
    assert "import" not in script
    assert "export" not in script
    assert "//" not in script
    assert "/**" not in script
    assert script.startswith('(() => {\n"use strict";\n')
    assert script.endswith("})();\n")
