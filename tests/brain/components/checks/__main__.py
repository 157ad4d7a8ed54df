"""`python -m tests.brain.components.checks`: runs every check in Rasa's environment, which has no pytest."""

import json
import traceback

from tests.brain.components.checks import counts, softmax, word_tags

outcomes = {}
for module in (counts, softmax, word_tags):
    for name, check in vars(module).items():
        if name.startswith("test_"):
            try:
                check()
                outcomes[name] = ""
            except Exception:  # noqa: BLE001 - reported by name
                outcomes[name] = traceback.format_exc()
print(json.dumps(outcomes))
