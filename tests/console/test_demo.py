"""The first start gives somebody to sign in as; later ones do not."""

from bot.console import demo
from bot.console.people import Staff
from tests.console.conftest import CITY, Hire


async def test_a_new_waymark_has_one_demo_adviser_who_can_sign_in(staff: Staff, hire: Hire) -> None:
    password = await demo.first_person(staff, CITY)
    assert password is not None
    assert password in demo.told(password, "http://localhost:8080")
    assert await demo.first_person(staff, CITY) is None
    assert demo.EMAIL not in demo.told(None, "http://localhost:8080")
    visitor = await hire(signed_in=False)
    visitor.email, visitor.password = demo.EMAIL, password
    assert (await visitor.sign_in()).status == 303
    assert "Needs a person" in await visitor.read("/inbox")
