"""Where everything about an award is to be found. All of it is public; what should not be found cannot be guessed."""

from urllib.parse import quote, urlsplit


class Addresses:
    """Made from the address at which the world reaches this Waymark, such as `https://waymark.brightport.example`."""

    def __init__(self, public: str) -> None:
        self.base = public.rstrip("/")
        self._host = quote(urlsplit(self.base).netloc, safe=".-").replace("%3a", "%3A")

    @property
    def did(self) -> str:
        """The city's did:web (did:web Method Specification, section 3.1: a port is written with %3A)."""
        return f"did:web:{self._host}"

    def organisation_did(self, organisation: str) -> str:
        """An organisation's did:web. Its document names the city's keys: it signs through the city."""
        return f"{self.did}:badges:organisations:{':'.join(_parts(organisation))}"

    def organisation(self, organisation: str) -> str:
        return f"{self.base}/badges/organisations/{'/'.join(_parts(organisation))}"

    def badge(self, badge: str) -> str:
        return f"{self.base}/badges/classes/{_plain(badge)}"

    def picture(self, badge: str, form: str = "png") -> str:
        return f"{self.badge(badge)}.{form}"

    def badge_ob2(self, badge: str) -> str:
        return f"{self.badge(badge)}/ob2.json"

    def award(self, award: str) -> str:
        return f"{self.base}/badges/awards/{award}"

    def award_ob2(self, award: str) -> str:
        return f"{self.award(award)}/ob2.json"

    def endorsement(self, endorsement: str) -> str:
        return f"{self.base}/badges/endorsements/{endorsement}"

    def status_list(self, city: str, number: int) -> str:
        return f"{self.base}/badges/status/{quote(city)}/{number}"

    def revoked(self, city: str) -> str:
        """The 2.0 revocation list."""
        return f"{self.base}/badges/revoked/{quote(city)}.json"

    def claim(self, code: str) -> str:
        return f"{self.base}/badges/claim/{code}"

    def shared(self, token: str) -> str:
        return f"{self.base}/badges/shared/{token}"


def _plain(public_id: str) -> str:
    """A public id as a path: `brightport:badge:beat-maker` becomes `brightport/beat-maker`."""
    return "/".join(_parts(public_id))


def _parts(public_id: str) -> list[str]:
    city, _, rest = public_id.split(":", 2) if public_id.count(":") >= 2 else (public_id, "", "")
    return [quote(part, safe="-._~") for part in (city, rest) if part]
