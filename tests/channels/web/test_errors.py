import logging

import pytest

from tests.channels.fake_chat import FakeChat
from tests.channels.web.conftest import Client, FakeHealth, Learner, error_of, with_options

ORIGIN = "https://www.brightport.example"


async def test_an_unknown_address_is_not_found(client: Client) -> None:
    assert await error_of(await client.get("/api/v1/nothing"), 404) == "not_found"


async def test_a_wrong_method_is_told_the_right_ones(client: Client) -> None:
    response = await client.put("/api/v1/messages")
    assert await error_of(response, 405) == "method_not_allowed"
    assert response.headers["Allow"] == "GET,POST"


async def test_a_fault_of_ours_is_one_plain_sentence_and_logged_without_the_learners_words(
    learner: Learner, chat: FakeChat, caplog: pytest.LogCaptureFixture
) -> None:
    chat.broken = RuntimeError("failed on 'im 15 and my name is Sam'")
    response = await learner.call("GET", "/messages")
    assert await error_of(response, 500) == "broken"
    assert "Sam" not in await response.text()
    assert "RuntimeError" in caplog.text
    assert "fake_chat.py" in caplog.text
    assert "Sam" not in caplog.text


@pytest.fixture
def access_log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Switched on before the server starts, which asks once for each connection."""
    caplog.set_level(logging.INFO, "waymark.access")
    return caplog


async def test_the_access_log_has_no_token_text_or_query(
    access_log: pytest.LogCaptureFixture, learner: Learner
) -> None:
    await learner.send(text="my secret")
    await learner.fetch(after=1)
    await learner.call("POST", "/messages/1/feedback", json={"value": "up"})
    await learner.client.get("/token-1")
    lines = [record.message.rsplit(" ", 2)[0] for record in access_log.records if record.name == "waymark.access"]
    assert lines == [
        "POST /api/v1/messages 202",
        "GET /api/v1/messages 200",
        "POST /api/v1/messages/{seq}/feedback 204",
        "GET (no route) 404",
    ]


@pytest.mark.parametrize("path", ["/", "/widget.js", "/healthz", "/api/v1/me", "/nothing", "/api/v1/openapi.json"])
async def test_every_answer_has_the_security_headers(client: Client, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Server"] == "waymark"


async def test_what_concerns_a_learner_is_stored_nowhere_on_the_way(learner: Learner) -> None:
    for path in ("/me", "/messages", "/stream"):
        response = await learner.call("GET", path)
        assert response.headers["Cache-Control"] == "no-store"
        response.close()


async def test_other_sites_may_not_call_by_default(client: Client) -> None:
    asking = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    response = await client.options("/api/v1/messages", headers=asking)
    assert await error_of(response, 405) == "method_not_allowed"
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("options", [with_options(origins=frozenset({ORIGIN}))])
async def test_a_site_that_is_named_may_call(client: Client) -> None:
    asking = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    allowed = await client.options("/api/v1/messages", headers=asking)
    assert allowed.status == 204
    assert allowed.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert "Authorization" in allowed.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in allowed.headers
    answer = await client.get("/api/v1/messages", headers={"Origin": ORIGIN})
    assert answer.status == 401
    assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert answer.headers["Vary"] == "Origin"


@pytest.mark.parametrize("options", [with_options(origins=frozenset({ORIGIN}))])
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", ORIGIN + ".evil.example", "http://www.brightport.example"]
)
async def test_a_site_that_is_not_named_may_not_call(client: Client, origin: str) -> None:
    asking = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    assert (await client.options("/api/v1/messages", headers=asking)).status == 405
    assert "Access-Control-Allow-Origin" not in (await client.get("/healthz", headers={"Origin": origin})).headers


async def test_health_says_that_the_process_answers(client: Client) -> None:
    response = await client.get("/healthz")
    assert (response.status, await response.json()) == (200, {"status": "alive"})


async def test_readiness_says_what_is_missing(client: Client, health: FakeHealth) -> None:
    assert (await client.get("/readyz")).status == 200
    health.lacks = ["brain", "catalogue"]
    response = await client.get("/readyz")
    body = await response.json()
    assert response.status == 503
    assert body["missing"] == ["brain", "catalogue"]
    assert body["error"] == {"code": "not_ready", "message": "Not ready yet: brain, catalogue missing."}
