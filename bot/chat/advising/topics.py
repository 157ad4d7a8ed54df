"""Which topic each intent belongs to (the contract of the dialogue)."""

TOPICS: dict[str, tuple[str, ...]] = {
    "talk": (
        *("greet", "goodbye", "thank", "affirm", "deny", "help", "ask_if_bot", "chitchat", "out_of_scope", "abuse"),
        *("cancel", "restart"),
    ),
    "profile": ("tell_interest", "tell_goal", "tell_experience", "tell_situation", "dont_know", "take_quiz"),
    "discover": (
        *("find_opportunity", "show_more", "refine", "ask_details", "ask_how_to_join", "ask_why", "save_it"),
        "not_for_me",
    ),
    "openings": ("find_opening", "ask_fit"),
    "careers": ("ask_career_info",),
    "pathways": ("ask_pathway", "ask_progress", "ask_next_step", "mark_done"),
    "badges": ("ask_about_badges", "ask_my_badges", "claim_badge", "get_recognised", "share_badge"),
    "people": ("find_mentor", "find_peers", "talk_to_adviser"),
    "plan": ("show_plan", "set_reminder"),
    "trust": ("ask_privacy", "export_my_data", "delete_my_data", "complain", "praise", "change_language"),
    "safety": ("disclose_harm",),
}
BY_INTENT = {intent: topic for topic, intents in TOPICS.items() for intent in intents}
INTENTS = sorted(BY_INTENT)
