// Every word of the widget's own. What the guide says comes from the server.

const WORDS = {
  en: {
    name: "Careers guide chat",
    open: "Chat with the guide",
    unread: "{count} new",
    title: "Your guide",
    status_guide: "A bot. It can fetch a person.",
    status_queued: "An adviser has been asked for",
    status_adviser: "An adviser is in this chat",
    close: "Close the chat",
    menu: "Menu",
    back: "Back to the chat",

    consent_title: "Before we start",
    consent_what: "I'm a bot. I help you find things to do, learn and work at in your city.",
    consent_kept: "I keep what you write here, so that I can help. I don't need your name, address or number.",
    consent_who: "You can read it, and so can the city's careers advisers. Nobody else can.",
    consent_delete: "You can delete it at any time.",
    consent_age: "This chat is for people aged 13 and over.",
    consent_yes: "OK, let's chat",
    consent_failed: "That didn't work. Check your connection and try again.",
    consent_busy: "It's busy here. Please try again in {seconds} seconds.",

    messages: "Messages",
    you: "You",
    guide: "Guide",
    adviser: "Adviser",
    typing: "The guide is typing",
    newest: "New messages",
    said: "{who}: {text}",
    suggestions_one: "1 suggestion.",
    suggestions: "{count} suggestions.",

    write: "Your message",
    write_here: "Write a message",
    send: "Send",
    attach: "Add a badge file",
    file_sent: "(I sent a file.)",
    file_large: "A file may have 5 MB at most.",
    left: "{count} characters left",
    sending: "Sending",
    waiting: "That was quick! Sending this in a moment.",
    not_sent: "Not sent.",
    try_again: "Try again",
    offline: "You're offline. I'll connect again as soon as I can.",
    online: "You're connected again.",

    kind_opportunity: "Something to do",
    kind_opening: "Opening",
    kind_mentor: "Mentor",
    kind_group: "Group",
    kind_badge: "Badge",
    kind_pathway: "Pathway",
    kind_step: "Step",
    kind_career: "Career",
    why: "Why this?",
    earns_one: "Earns: {badges} badge",
    earns: "Earns: {badges} badges",
    more: "Find out more",
    more_about: "about {title} (opens in a new tab)",
    about: "about {title}",

    up: "This helped",
    down: "This didn't help",
    reason: "What was wrong with it? You don't have to say.",
    reason_send: "Send",
    thanks: "Thanks for telling us.",

    my_data: "My data",
    my_data_what: "This is everything we hold about you.",
    my_data_save: "Save as file",
    my_data_file: "my-waymark-data.txt",
    loading: "One moment",
    failed: "That didn't work. Please try again in a moment.",
    delete: "Delete my data",
    delete_sure: "This deletes your chat, your plan and all we know about you, for good. Shall we?",
    delete_yes: "Yes, delete it all",
    delete_no: "No, keep it",
    deleted: "All gone",
    deleted_what: "Everything about you is deleted. Here is what it was, for your records.",
    deleted_at: "Deleted",
    held_messages: "Messages in the chat",
    held_received: "Messages you sent",
    held_turns: "Answers",
    held_buttons: "Buttons",
    held_flags: "Notes for advisers",
    held_feedback: "What you thought of answers",
    held_profile_fields: "Things you told us",
    held_saved: "Saved ideas",
    held_said_no_to: "Ideas you turned down",
    held_reminders: "Reminders",
    person: "Talk to a person",
    telegram: "Go on in Telegram",
    telegram_what: "Go on with this chat on your phone. This link works once, in the next {minutes} minutes. It's only for you, so don't send it to anyone.",
    telegram_open: "Open Telegram",
    privacy: "About and privacy",
    privacy_ask: "Questions? Ask the guide, or tap \"Talk to a person\" in the menu.",

    ended: "This chat has ended. It was deleted, or it was too old to keep.",
    ended_deleted: "This chat was deleted.",
    again: "Start a new chat",
  },
};

let language = "en";

/** Chooses the words for a language tag such as `en-GB`; English where there are none. Gives the language chosen. */
export function speak(tag) {
  const base = tag.toLowerCase().split("-")[0];
  language = Object.hasOwn(WORDS, base) ? base : "en";
  return language;
}

/** The words under a key, with {names} filled in. */
export function words(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** What a thing that was held is called; its own name when it is not known here. */
export function heldName(name) {
  return WORDS[language][`held_${name}`] ?? name.replaceAll("_", " ");
}

/** What a card's kind is called, or nothing for one that is not known here. */
export function kindOf(kind) {
  return WORDS[language][`kind_${kind}`] ?? "";
}
