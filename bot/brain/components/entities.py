"""Rasa's CRF entity extractor, kept as it was trained."""

import shutil
from pathlib import Path
from typing import Any

import pycrfsuite
import rasa.shared.utils.io
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.crf_entity_extractor import CRFEntityExtractor, CRFToken

ORDER = "order.json"


class StoredTagger:
    """A trained CRF, read from the bytes of its file; says as much as Rasa asks of sklearn_crfsuite's."""

    def __init__(self, model: bytes) -> None:
        # CRFsuite reads from these very bytes while it tags, and does not keep them alive.
        self._model = model
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(model)
        self._labels = self._tagger.labels()

    def predict_marginals_single(self, features: list[dict[str, Any]]) -> list[dict[str, float]]:
        """For each token the probability of each label."""
        self._tagger.set(features)
        return [
            {label: self._tagger.marginal(label, position) for label in self._labels}
            for position in range(len(features))
        ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class KeptCRFEntityExtractor(CRFEntityExtractor):
    """Rasa 3.6.21 stores the examples and trains anew whenever a model is loaded: 20 s of Waymark's start."""

    def persist(self, dataset: list[list[CRFToken]]) -> None:
        """Store CRFsuite's own files in place of the examples."""
        with self._model_storage.write_to(self._resource) as folder:
            for tag, tagger in self.entity_taggers.items():
                shutil.copyfile(tagger.modelfile.name, _file(folder, tag))
            rasa.shared.utils.io.dump_obj_as_json_to_file(folder / ORDER, self.crf_order)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "KeptCRFEntityExtractor":
        """The extractor as trained, or one that finds nothing when the training data held no entity."""
        try:
            with model_storage.read_from(resource) as folder:
                order = rasa.shared.utils.io.read_json_file(folder / ORDER)
                taggers = {tag: StoredTagger(_file(folder, tag).read_bytes()) for tag in order}
        except ValueError:
            # Rasa's storage says so when nothing was stored.
            return cls(config, model_storage, resource)
        extractor = cls(config, model_storage, resource, taggers)
        extractor.crf_order = order
        return extractor


def _file(folder: Path, tag: str) -> Path:
    return folder / f"{tag}.crfsuite"
