"""Being recognised for what one did outside any course."""

from actions.base import GuideAction
from actions.recognition import REPLY, WHAT, begin, choose, tells_something
from actions.turn import Turn


class GetRecognised(GuideAction):
    topic = "get_recognised"

    async def answer(self, turn: Turn) -> None:
        if badge := turn.heard.first("card"):
            await choose(turn, badge)
        elif tells_something(turn.heard):
            await begin(turn, turn.heard.text)
        elif asked := await turn.services.recognition.asked_back(turn.learner.id):
            turn.set("question", REPLY)
            turn.tell("recognition.wants_more", badge=asked.badge_name, reason=asked.reason)
        elif told := turn.profile.experience[-1:]:
            await begin(turn, told[0])
        else:
            turn.set("question", WHAT)
            turn.say("utter_get_recognised")
            turn.say("utter_get_recognised_tell")
