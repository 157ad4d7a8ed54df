"""`waymark people` and `waymark audit`: adding, changing, resetting, checking; errors are one line."""

from collections.abc import Callable

from tests.cli.conftest import Ran

ADD = ("people", "add", "ada@city.example", "--name", "Ada", "--role", "adviser", "--city", "brightport")


def test_a_person_is_added_changed_and_reset(waymark: Callable[..., Ran]) -> None:
    code, out, err = waymark(*ADD)
    assert code == 0
    assert err == "waymark: brightport is not in the store yet: is that spelt right?\n"
    assert "ada@city.example can sign in at /console with the password " in out
    code, _, err = waymark(*ADD)
    assert (code, err.count("\n")) == (1, 1)
    assert "is there already" in err
    assert waymark("people", "role", "ada@city.example", "lead", "--city", "brightport")[0] == 0
    assert waymark("people", "role", "ada@city.example", "lead", "--city", "brightport", "--remove")[0] == 0
    code, out, _ = waymark("people", "reset", "ada@city.example")
    assert (code, "has to change it" in out) == (0, True)
    code, _, err = waymark("people", "reset", "eve@city.example")
    assert (code, "nobody with the address" in err) == (1, True)
    assert waymark("people", "add", "x@y.example", "--name", "X", "--role", "issuer", "--city", "brightport")[0] == 1
    for organisation in ("lib", "brightport:org:lib"):
        person = ("people", "add", f"{organisation[:3]}@city.example", "--name", "X", "--role", "issuer")
        code, _, err = waymark(*person, "--city", "brightport", "--organisation", organisation)
        assert code == 0
        assert "brightport:org:lib is not in the store yet" in err
    code, out, _ = waymark("audit", "verify")
    assert code == 0
    assert out.startswith("The audit is whole: 6 entries")


def test_people_are_listed_with_roles_and_last_sign_in_and_names_shortened(waymark: Callable[..., Ran]) -> None:
    assert "Nobody" in waymark("people", "list")[1]
    waymark(*ADD[:4], "Ada Lovelace", *ADD[5:])
    waymark("people", "role", "ada@city.example", "issuer", "--city", "fernley", "--organisation", "lib")
    code, out, _ = waymark("people", "list")
    assert code == 0
    assert out.splitlines()[1:] == [
        "brightport\tA… L…\ta…@city.example\tadviser\tnever",
        "fernley\tA… L…\ta…@city.example\tissuer of fernley:org:lib\tnever",
    ]
    code, out, _ = waymark("people", "list", "--city", "fernley", "--whole")
    assert out.splitlines()[1:] == ["fernley\tAda Lovelace\tada@city.example\tissuer of fernley:org:lib\tnever"]
