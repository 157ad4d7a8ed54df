"""The classes of Open Badges 2.0 and their properties (Open Badges 2.0, section "Open Badges Objects")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a property's values are."""

    ANYTHING = "anything"
    NODE = "node"
    """Another object: in place, or by its id."""
    IMAGE = "image"
    TYPE = "type"
    IRI = "iri"
    COMPACT_IRI = "compact iri"
    URL = "url"
    DATA_OR_URL = "data or url"
    AUTHORITY = "authority"
    TEXT = "text"
    BOOLEAN = "boolean"
    MOMENT = "moment"
    EMAIL = "email"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class Property:
    name: str
    kind: Kind
    required: bool = False
    many: bool = False
    expects: str = ""
    """The class of a node."""
    fetched: bool = False
    """Whether a node that is only named is looked up."""
    data: bool = False
    """Whether an image may stand in the badge itself."""
    one_of: Sequence[str] = ()
    """Of which a type has to be one."""


K = Kind
_ID = Property("id", K.IRI)
_IMAGE = Property("image", K.IMAGE, data=True)
_PROFILE = (
    Property("id", K.IRI, required=True),
    Property("type", K.TYPE, required=True, many=True, one_of=("Issuer", "Profile")),
    Property("name", K.TEXT, required=True),
    Property("description", K.TEXT),
    _IMAGE,
    Property("url", K.URL, required=True),
    Property("email", K.EMAIL, required=True),
    Property("telephone", K.TELEPHONE),
    Property("publicKey", K.NODE, many=True, expects="CryptographicKey", fetched=True),
    Property("revocationList", K.NODE, expects="RevocationList", fetched=True),
    Property("verification", K.NODE, expects="VerificationObjectIssuer"),
)

CLASSES: Mapping[str, Sequence[Property]] = {
    "Assertion": (
        Property("id", K.IRI, required=True),
        Property("type", K.TYPE, required=True, many=True, one_of=("Assertion",)),
        Property("recipient", K.NODE, required=True, expects="IdentityObject"),
        Property("badge", K.NODE, required=True, expects="BadgeClass", fetched=True),
        Property("verification", K.NODE, required=True, expects="VerificationObjectAssertion"),
        Property("issuedOn", K.MOMENT, required=True),
        Property("expires", K.MOMENT),
        Property("image", K.IMAGE),
        Property("narrative", K.TEXT),
        Property("evidence", K.NODE, many=True, expects="Evidence"),
    ),
    "BadgeClass": (
        Property("id", K.IRI, required=True),
        Property("type", K.TYPE, required=True, many=True, one_of=("BadgeClass",)),
        Property("issuer", K.NODE, required=True, expects="Profile", fetched=True),
        Property("name", K.TEXT, required=True),
        Property("description", K.TEXT, required=True),
        _IMAGE,
        Property("criteria", K.NODE, required=True, expects="Criteria"),
        Property("alignment", K.NODE, many=True, expects="AlignmentObject"),
        Property("tags", K.TEXT, many=True),
    ),
    "AlignmentObject": (
        Property("type", K.TYPE, many=True),
        Property("targetName", K.TEXT, required=True),
        Property("targetUrl", K.URL, required=True),
        Property("description", K.TEXT),
        Property("targetFramework", K.TEXT),
        Property("targetCode", K.TEXT),
    ),
    "Criteria": (Property("type", K.TYPE, many=True), _ID, Property("narrative", K.TEXT)),
    "CryptographicKey": (
        _ID,
        Property("type", K.TYPE, many=True),
        Property("owner", K.IRI),
        Property("publicKeyPem", K.TEXT),
    ),
    "Endorsement": (
        Property("id", K.IRI, required=True),
        Property("type", K.TYPE, required=True, many=True, one_of=("Endorsement",)),
        Property("claim", K.NODE, required=True, expects="EndorsementClaim"),
        Property("issuedOn", K.MOMENT, required=True),
        Property("issuer", K.NODE, required=True, expects="Profile", fetched=True),
        Property("verification", K.ANYTHING),
    ),
    "EndorsementClaim": (Property("id", K.IRI, required=True), Property("endorsementComment", K.TEXT)),
    "Evidence": (
        Property("type", K.TYPE, many=True),
        _ID,
        *(Property(name, K.TEXT) for name in ("narrative", "name", "description", "genre", "audience")),
    ),
    "IdentityObject": (
        Property("type", K.TEXT, required=True, one_of=("id", "email", "url", "telephone")),
        Property("identity", K.TEXT, required=True),
        Property("hashed", K.BOOLEAN, required=True),
        Property("salt", K.TEXT),
    ),
    "Image": (
        Property("type", K.TYPE, many=True),
        Property("id", K.DATA_OR_URL, required=True),
        Property("caption", K.TEXT),
        Property("author", K.IRI),
    ),
    "Issuer": _PROFILE,
    "Profile": _PROFILE,
    "RevocationList": (_ID, Property("type", K.TYPE, required=True, many=True, one_of=("RevocationList",))),
    "VerificationObjectAssertion": (
        Property("type", K.TYPE, required=True, one_of=("HostedBadge", "hosted", "SignedBadge", "signed")),
        Property("creator", K.NODE, expects="CryptographicKey", fetched=True),
    ),
    "VerificationObjectIssuer": (
        Property("type", K.TYPE, many=True),
        Property("verificationProperty", K.COMPACT_IRI),
        Property("startsWith", K.URL, many=True),
        Property("allowedOrigins", K.AUTHORITY, many=True),
    ),
}
