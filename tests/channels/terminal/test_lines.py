import io

from bot.channels.terminal.lines import Lines


async def test_lines_of_a_pipe_come_one_by_one_and_end() -> None:
    lines = Lines(io.StringIO("hi\n\n  15\nlast"))
    assert not lines.from_keyboard
    assert [await lines.next() for _ in range(5)] == ["hi", "", "  15", "last", None]
