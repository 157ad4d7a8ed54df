"""Sending a file: as the body or in a form, within bounds, by whoever holds the token."""

import io
import uuid

from aiohttp import FormData

from tests.channels.fake_chat import FakeChat
from tests.channels.web.conftest import Client, Learner, error_of

ID = "3f8d2a50-6c1e-4b7a-9d42-0a5e1c7b9f63"


def bearer(learner: Learner) -> dict[str, str]:
    return {"Authorization": f"Bearer {learner.token}"}


async def test_a_file_is_taken_as_the_body_and_once(client: Client, learner: Learner, chat: FakeChat) -> None:
    first = await client.post(f"/api/v1/files?id={ID}", data=b"a badge", headers=bearer(learner))
    assert first.status == 202
    again = await client.post(f"/api/v1/files?id={ID}", data=b"a badge", headers=bearer(learner))
    assert await again.json() == await first.json()
    (talk,) = chat.talks.values()
    assert [message.text for message in talk.messages][1:] == ["(I sent a file.)"]
    assert chat.files[0] == b"a badge"


async def test_a_form_is_taken_too(client: Client, learner: Learner) -> None:
    form = FormData()
    form.add_field("id", str(uuid.uuid4()))
    form.add_field("file", b"a badge", filename="badge.json", content_type="application/json")
    assert (await client.post("/api/v1/files", data=form, headers=bearer(learner))).status == 202


async def test_without_an_id_one_is_made(client: Client, learner: Learner) -> None:
    assert (await client.post("/api/v1/files", data=b"a badge", headers=bearer(learner))).status == 202


async def test_nobody_sends_one_without_a_token(client: Client) -> None:
    response = await client.post("/api/v1/files", data=b"a badge")
    assert await error_of(response, 401) == "unknown_token"


async def test_what_is_too_large_or_empty_is_refused(client: Client, learner: Learner) -> None:
    response = await client.post("/api/v1/files", data=io.BytesIO(b"x" * 5_000_001), headers=bearer(learner))
    assert await error_of(response, 413) == "too_large"
    response = await client.post("/api/v1/files", data=b"", headers=bearer(learner))
    assert await error_of(response, 422) == "malformed"


async def test_a_wrong_id_and_a_broken_form_are_refused(client: Client, learner: Learner) -> None:
    response = await client.post("/api/v1/files?id=1", data=b"x", headers=bearer(learner))
    assert await error_of(response, 422) == "malformed"
    headers = {**bearer(learner), "Content-Type": "multipart/form-data"}
    response = await client.post("/api/v1/files", data=b"no form", headers=headers)
    assert await error_of(response, 422) == "malformed"


async def test_too_many_at_once_are_put_off(client: Client, learner: Learner, chat: FakeChat) -> None:
    chat.too_fast = 3.2
    response = await client.post("/api/v1/files", data=b"x", headers=bearer(learner))
    assert await error_of(response, 429) == "too_fast"
