"""Signing in: who may, for how long, and how guessing is slowed down."""

import asyncio
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select, update

from bot.console import lockout
from bot.console.errors import BadGrantError, NoSuchPersonError, PersonExistsError, WrongSignInError
from bot.console.model import Grant, Role
from bot.console.pages.signing_in import safe_next
from bot.console.passwords import WeakPasswordError, checked, invented
from bot.console.people import Staff
from bot.console.second_factor import matching_step
from bot.console.tables import PersonRow, SignInRow
from bot.console.vault import Vault, VaultError
from bot.settings import Settings
from bot.store.engine import Store
from tests.console.conftest import BOTH, CITY, Colleague, Hire
from tests.fakes import FakeClock


@BOTH
async def test_the_right_password_opens_and_the_wrong_one_does_not(hire: Hire) -> None:
    visitor = await hire(signed_in=False)
    wrong = await visitor.sign_in(password="not the password")
    assert wrong.status == 403
    assert "does not fit" in await wrong.text()
    assert (await visitor.get("/me")).status == 303
    assert (await visitor.sign_in()).status == 303
    assert visitor.email in await visitor.read("/me")


async def test_an_unknown_address_is_told_the_same(hire: Hire) -> None:
    visitor = await hire(signed_in=False)
    known = await (await visitor.sign_in(password="wrong", email=visitor.email)).text()
    unknown = await (await visitor.sign_in(password="wrong", email="nobody@city.example")).text()
    assert known.replace(visitor.email, "") == unknown.replace("nobody@city.example", "")


async def test_a_session_is_a_new_one_at_each_sign_in_and_only_its_hash_is_kept(
    adviser: Colleague, store: Store
) -> None:
    first = adviser.session
    await adviser.done("/sign-out")
    await adviser.sign_in()
    assert adviser.session not in {"", first}
    async with store.read() as session:
        kept = list(await session.scalars(select(SignInRow.hash)))
    assert len(kept) == 1
    assert adviser.session not in kept


async def test_signing_in_over_an_open_session_does_not_keep_its_token(adviser: Colleague) -> None:
    first = adviser.session
    await adviser.sign_in()
    assert adviser.session not in {"", first}


async def test_half_an_hour_without_a_click_ends_a_session(adviser: Colleague, clock: FakeClock) -> None:
    clock.forward(minutes=29)
    await adviser.read("/me")
    clock.forward(minutes=29)
    await adviser.read("/me")
    clock.forward(minutes=31)
    assert (await adviser.get("/me")).status == 303


async def test_twelve_hours_end_a_session_however_busy(adviser: Colleague, clock: FakeClock) -> None:
    for _ in range(36):
        clock.forward(minutes=20)
        await adviser.get("/me")
    clock.forward(minutes=1)
    assert (await adviser.get("/me")).status == 303


@BOTH
async def test_all_sessions_can_be_ended_at_once(adviser: Colleague, hire: Hire) -> None:
    elsewhere = await hire(signed_in=False)
    elsewhere.email, elsewhere.password = adviser.email, adviser.password
    await elsewhere.sign_in()
    await adviser.done("/me/end-sessions")
    assert (await adviser.get("/me")).status == 303
    assert (await elsewhere.get("/me")).status == 303


async def test_guessing_is_slowed_down_even_for_the_right_password(hire: Hire, clock: FakeClock) -> None:
    visitor = await hire(signed_in=False)
    for _ in range(5):
        assert (await visitor.sign_in(password="a wrong password")).status == 403
    refused = await visitor.sign_in()
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) == 30
    clock.forward(seconds=31)
    assert (await visitor.sign_in()).status == 303


@BOTH
async def test_twenty_guesses_at_once_are_not_looked_at_past_the_limit(hire: Hire) -> None:
    visitor = await hire(signed_in=False)
    await visitor.read("/sign-in")
    tries = [visitor.post("/sign-in", email=visitor.email, password="wrong") for _ in range(20)]
    answers = [response.status for response in await asyncio.gather(*tries)]
    assert answers.count(403) == 5
    assert answers.count(429) == 15


def test_each_failure_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    waits = [lockout.delay("account", failures) for failures in range(4, 16)]
    assert [wait.total_seconds() if wait else 0 for wait in waits] == [0, 30, 60, 120, 240, 480] + [900] * 6


async def test_a_second_factor_is_asked_for_and_a_code_serves_once(adviser: Colleague, clock: FakeClock) -> None:
    page = await (await adviser.post("/me/second-factor")).text()
    secret = page.partition("<code>")[2].partition("</code>")[0]
    assert "<svg" in page
    await adviser.done("/me/second-factor/confirm", secret=secret, code=pyotp.TOTP(secret).at(clock()))
    await adviser.done("/sign-out")
    assert (await adviser.sign_in()).status == 403
    assert (await adviser.sign_in(code=pyotp.TOTP(secret).at(clock()))).status == 403, "it set the factor up"
    clock.forward(seconds=30)
    code = pyotp.TOTP(secret).at(clock())
    assert (await adviser.sign_in(code=f"{code[:3]} {code[3:]}")).status == 303
    await adviser.done("/sign-out")
    assert (await adviser.sign_in(code=code)).status == 403, "it has been used"


async def test_signing_in_again_ends_the_session_before(adviser: Colleague, store: Store) -> None:
    before = adviser.session
    assert (await adviser.sign_in()).status == 303
    assert adviser.session != before
    async with store.read() as session:
        assert len((await session.scalars(select(SignInRow))).all()) == 1


async def test_a_second_factor_cannot_be_read_out_of_the_store(
    adviser: Colleague, hire: Hire, staff: Staff, store: Store, settings: Settings, clock: FakeClock
) -> None:
    old = await hire(email="old@city.example")
    secret, former = pyotp.random_base32(), pyotp.random_base32()
    await adviser.read("/me")
    await adviser.done("/me/second-factor/confirm", secret=secret, code=pyotp.TOTP(secret).at(clock()))
    async with store.write() as session:
        # As it was kept before there was a seal.
        await session.execute(update(PersonRow).where(PersonRow.email == old.email).values(totp_secret=former))
    assert await staff.seal_factors() == 1
    async with store.read() as session:
        kept = (await session.scalars(select(PersonRow).where(PersonRow.totp_sealed.is_not(None)))).all()
    assert len(kept) == 2
    assert [row for row in kept if row.totp_secret or secret.encode() in (row.totp_sealed or b"")] == []
    await old.done("/sign-out")
    assert (await old.sign_in(code=pyotp.TOTP(former).at(clock()))).status == 303
    kept[0].totp_sealed = kept[1].totp_sealed
    with pytest.raises(VaultError):
        Vault(settings).secret(kept[0])
    (settings.home / "addresses.key").write_text("f" * 64)
    with pytest.raises(VaultError):
        Vault(settings).secret(kept[1])


def test_a_code_is_good_for_a_step_before_and_after_and_no_longer(clock: FakeClock) -> None:
    secret = pyotp.random_base32()
    good = [
        matching_step(secret, pyotp.TOTP(secret).at(clock() + timedelta(seconds=30 * step)), clock(), None)
        for step in range(-3, 4)
    ]
    assert [step is not None for step in good] == [False, False, True, True, True, False, False]
    assert matching_step(secret, "no code", clock(), None) is None


async def test_a_password_that_was_handed_out_has_to_be_changed_first(hire: Hire, staff: Staff) -> None:
    visitor = await hire()
    visitor.password = await staff.reset(visitor.email, "waymark")
    assert (await visitor.get("/me")).status == 303, "their sessions have ended"
    await visitor.sign_in()
    assert (await visitor.get("/")).headers["Location"] == "/console/me?first=password"
    await visitor.read("/me")
    await visitor.done("/me/password", old=visitor.password, new="a good long password", again="a good long password")
    assert (await visitor.get("/")).headers["Location"] != "/console/me?first=password"


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa", "x" * 201])
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(WeakPasswordError):
        checked(weak)


def test_invented_passwords_are_good_ones() -> None:
    assert len({checked(invented()) for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "asked",
    [
        "https://evil.example/",
        "//evil.example",
        "/console//evil.example",
        "/console/\\evil",
        "/elsewhere",
        "",
        "/console/sign-out",
    ],
)
def test_signing_in_never_leads_elsewhere(asked: str) -> None:
    assert safe_next(asked) == "/"


def test_signing_in_leads_back_to_where_one_wanted_to_go() -> None:
    assert safe_next("/console/inbox?mine=1") == "/inbox?mine=1"


@BOTH
async def test_people_are_added_once_and_hold_what_they_were_given(staff: Staff, store: Store) -> None:
    await staff.add("Ada@City.example", "Ada", [Grant(Role.ADVISER, CITY)], "waymark")
    with pytest.raises(PersonExistsError):
        await staff.add("ada@city.example", "Ada", [], "waymark")
    with pytest.raises(BadGrantError):
        await staff.grant("ada@city.example", Grant(Role.PROVIDER, CITY), "waymark")
    with pytest.raises(BadGrantError):
        await staff.grant("ada@city.example", Grant(Role.LEAD, CITY, "an organisation"), "waymark")
    with pytest.raises(NoSuchPersonError):
        await staff.reset("nobody@city.example", "waymark")
    await staff.grant("ada@city.example", Grant(Role.LEAD, CITY), "waymark")
    await staff.withdraw("ada@city.example", Grant(Role.ADVISER, CITY), "waymark")
    async with store.read() as session:
        ada = await session.scalar(select(PersonRow.id))
    person = await staff.person(ada or "")
    assert person is not None
    assert person.grants == [Grant(Role.LEAD, CITY)]


async def test_somebody_who_was_disabled_is_out_at_once(adviser: Colleague, store: Store, clock: FakeClock) -> None:
    async with store.write() as session:
        row = (await session.scalars(select(PersonRow))).one()
        row.disabled = clock()
    assert (await adviser.get("/me")).status == 303
    assert (await adviser.sign_in()).status == 403


async def test_a_wrong_old_password_changes_nothing(adviser: Colleague, staff: Staff) -> None:
    refused = await adviser.post("/me/password", old="wrong", new="a good long password", again="a good long password")
    assert refused.status == 403
    with pytest.raises(WrongSignInError):
        await staff.set_second_factor("nobody", pyotp.random_base32(), "000000")
