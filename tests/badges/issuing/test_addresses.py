from bot.badges.issuing.addresses import Addresses


def test_a_port_is_escaped_in_the_did() -> None:
    assert Addresses("http://localhost:8080/").did == "did:web:localhost%3A8080"


def test_an_organisations_did_leads_to_its_document() -> None:
    at = Addresses("https://w.example")
    did = at.organisation_did("fernley:org:studio")
    assert did == "did:web:w.example:badges:organisations:fernley:studio"
    assert at.organisation("fernley:org:studio") == "https://w.example/badges/organisations/fernley/studio"


def test_nothing_in_an_id_leaves_its_place_in_the_path() -> None:
    assert Addresses("https://w.example").badge("fernley:badge:a/../b?c#d") == (
        "https://w.example/badges/classes/fernley/a%2F..%2Fb%3Fc%23d"
    )
