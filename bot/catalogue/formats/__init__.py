"""Formats that can be imported. A new one is a module here with `read(path, kind)` (rows.Reader), named in READERS."""

from collections.abc import Mapping

from bot.catalogue.formats import (
    apprenticeships,
    course_directory,
    esco,
    job_profiles,
    onet,
    open_referral,
    openactive,
    schema_org,
    waymark_csv,
    xcri,
)  # fmt: skip
from bot.catalogue.formats.rows import Reader, Zoned

READERS: Mapping[str, Reader | Zoned] = {
    "csv": waymark_csv.read,
    "course-directory": course_directory.read,
    "apprenticeships": apprenticeships.read,
    "esco": esco.read,
    "onet": onet.read,
    "job-profiles": job_profiles.read,
    "open-referral": open_referral.read,
    "openactive": Zoned(openactive.read),
    "xcri": xcri.read,
    "schema-org": Zoned(schema_org.read),
}
CREDITS: Mapping[str, str] = {
    "apprenticeships": apprenticeships.CREDIT,
    "esco": esco.CREDIT,
    "onet": onet.CREDIT,
    "job-profiles": job_profiles.CREDIT,
}
"""What the licence of a format's usual publisher wants to be said."""
