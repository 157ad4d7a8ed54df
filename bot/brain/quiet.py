"""Keeps Rasa quiet: no learner's word may reach a log, and one brain must not take every core.

Import this before anything of Rasa's: TensorFlow reads its thread counts once.
"""

import logging
import os
import sys

_ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "-1",
}


def prepare_environment() -> None:
    """Set what TensorFlow, numpy and Rasa read while they are imported; what the caller has set stays."""
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    # As log records, and no such record is kept: libraries undo a filter, and Rasa's warnings quote slot values.
    logging.captureWarnings(True)
    _silence("py.warnings")


def import_quickly() -> None:
    """Import what makes Rasa slow to import, in the order that costs least.

    skops, which loads scikit-learn's models, looks each of their types up in every module imported so far: 7 s after
    TensorFlow, 0.3 s before it. TensorFlow does without jax where it is missing, and saves 60 MB and half a second.
    """
    import skops.io  # noqa: F401

    sys.modules["jax"] = None  # type: ignore[assignment]


def silence_rasa() -> None:
    """Drop every record of Rasa's: its debug, warning and error lines quote messages and slot values."""
    import structlog

    structlog.configure(
        processors=[_drop],
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        logger_factory=structlog.ReturnLoggerFactory(),
        cache_logger_on_first_use=True,
    )
    for name in ("rasa", "tensorflow", "absl", "asyncio", "apscheduler", "matplotlib"):
        _silence(name)


def _silence(name: str) -> None:
    logger = logging.getLogger(name)
    logger.handlers = [logging.NullHandler()]
    logger.propagate = False
    logger.setLevel(logging.CRITICAL + 1)


def _drop(_logger: object, _method: str, _event: object) -> str:
    import structlog

    raise structlog.DropEvent
