"""What the classifier is worth, measured on photos that it has not learnt from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from birdapp.guide.bird_folder import Guide
from birdapp.guide.few_photos import wilson_interval
from birdapp.guide.wording import sentence
from birdapp.recognition.classifier import softmax
from birdapp.recognition.manifest import NONE
from birdapp.recognition.verdict import Level, Thresholds
from birdapp.training.measuring import calibration
from birdapp.training.measuring.folds import SceneLogits
from birdapp.training.measuring.measures import mean, measure, neighbours_named, verdict_on
from birdapp.training.measuring.metrics import (
    expected_calibration_error,
    reliability,
    top_k,
)
from birdapp.training.photos.classes import label_of, of_the_list
from birdapp.training.photos.photoset import Photo
from birdapp.training.photos.scenes import CUT_OUT, DEGRADATIONS, SEEN

CERTAIN: Level = "almost_certainly"

RELIABILITY_BINS = 10


class Evaluation:
    """Out-of-fold logits of some seeds of N labelled photos, read with one temperature and one set
    of thresholds, both fitted on photos as visitors send them."""

    def __init__(
        self,
        photos: list[Photo],
        logits_of_seeds: list[SceneLogits],
        guide: Guide,
        classes: Sequence[str],
    ) -> None:
        self.photos = photos
        self.logits_of_seeds = logits_of_seeds
        self.guide = guide
        self.species = len(guide.slugs)
        self.sorts = np.array([photo.sort for photo in photos])
        self.listed = self.sorts == "listed"
        self.classes_of = np.array([classes.index(label_of(p, classes)) for p in photos])
        self.truth = self.classes_of.clip(max=self.species)
        self.temperature, self.thresholds = self._calibrate()

    def _calibrate(self) -> tuple[float, Thresholds]:
        sets = [logits[name] for logits in self.logits_of_seeds for name in SEEN]
        stacked = np.concatenate(sets).astype(np.float64)
        truth = np.tile(self.truth, len(sets))
        temperature = calibration.fit_temperature(stacked, truth, self.species)
        probabilities = softmax(stacked / temperature)
        neighbour = calibration.choose_neighbour_threshold(
            probabilities, np.tile(self.classes_of, len(sets)), self.species
        )
        thresholds = calibration.choose_thresholds(
            of_the_list(probabilities, self.species), truth, [*self.sorts] * len(sets), neighbour
        )
        return temperature, self._no_surer_than_as_sent(thresholds, temperature)

    def _no_surer_than_as_sent(self, thresholds: Thresholds, temperature: float) -> Thresholds:
        """On photos as they are the network is surest, so wrong certainty is bounded there too."""
        sent = np.concatenate([logits["as-sent"] for logits in self.logits_of_seeds])
        strict = calibration.choose_thresholds(
            of_the_list(softmax(sent / temperature), self.species),
            np.tile(self.truth, len(self.logits_of_seeds)),
            [*self.sorts] * len(self.logits_of_seeds),
            thresholds.neighbour,
        )
        return replace(
            thresholds,
            almost_certainly=max(thresholds.almost_certainly, strict.almost_certainly),
            probably=max(thresholds.probably, strict.probably),
        )

    def probabilities(self, logits: NDArray[np.float32]) -> NDArray[np.float64]:
        """Logits (N, C) → probabilities (N, species + 1), none of the list last."""
        return of_the_list(softmax(logits / self.temperature), self.species)

    def result(self) -> dict[str, Any]:
        """What `flask birds evaluate` prints and saves."""
        seeds = [self._measure(logits) for logits in self.logits_of_seeds]
        return {
            "temperature": self.temperature,
            "thresholds": vars(self.thresholds),
            "photos": dict(Counter(photo.sort for photo in self.photos)),
            "mean": mean(seeds),
            "seeds": seeds,
            "degradations": mean([self._degradations(logits) for logits in self.logits_of_seeds]),
            "reliability": self._reliability(),
            "species": self.per_species(),
            "look_alikes": self.per_look_alike(),
            "worst": self.worst(),
        }

    def _measure(self, logits: SceneLogits) -> dict[str, float]:
        sent = self.probabilities(logits["as-sent"])
        half = self.probabilities(logits["half"])
        every_class = softmax(logits["as-sent"] / self.temperature)
        return {
            **measure(sent, self.truth, self.sorts, self.thresholds),
            "top_1_half": self._top_1(half[self.listed]),
            "top_1_third": self._top_1(self.probabilities(logits["third"])[self.listed]),
            **self._cut_out(logits),
            "top_1_degraded": float(np.mean([*self._degradations(logits).values()])),
            "expected_calibration_error_half": expected_calibration_error(
                half.max(axis=1), half.argmax(axis=1) == self.truth
            ),
            **neighbours_named(
                every_class, self.classes_of, self.species, self.thresholds.neighbour
            ),
        }

    def _cut_out(self, logits: SceneLogits) -> dict[str, float]:
        """On a plain ground; fine-tuned networks are not measured there."""
        if CUT_OUT not in logits:
            return {}
        listed = self.probabilities(logits[CUT_OUT])[self.listed]
        denied = [verdict_on(row, self.thresholds)[0] == "none" for row in listed]
        return {
            "top_1_cut_out": self._top_1(listed),
            "denied_of_listed_cut_out": float(np.mean(denied)),
        }

    def _degradations(self, logits: SceneLogits) -> dict[str, float]:
        return {name: self._top_1(self.probabilities(logits[name])) for name in DEGRADATIONS}

    def _reliability(self) -> list[dict[str, float]]:
        """How often the first answer, a species or none of the list, is right where it is so sure:
        all seeds together, on the photos as they are."""
        probabilities = np.concatenate(
            [self.probabilities(logits["as-sent"]) for logits in self.logits_of_seeds]
        )
        truth = np.tile(self.truth, len(self.logits_of_seeds))
        bins = reliability(
            probabilities.max(axis=1), probabilities.argmax(axis=1) == truth, RELIABILITY_BINS
        )
        return [dict(zip(("said", "right", "share"), row, strict=True)) for row in bins]

    def _top_1(self, of_listed: NDArray[np.float64]) -> float:
        ranking = of_listed[:, : self.species]
        return float(top_k(ranking, self.truth[self.listed], 1).mean())

    def per_species(self) -> dict[str, dict[str, Any]]:
        """Recall of each species with its number of photos and a Wilson interval.

        Over several seeds the recall is the mean; the interval is that of one seed's number of
        photos, since the same photos asked again are no new evidence.
        """
        rows = {}
        for index, slug in enumerate(self.guide.slugs):
            chosen = self.truth == index
            count = int(chosen.sum())
            hits = [
                int((logits["as-sent"][chosen][:, : self.species].argmax(axis=1) == index).sum())
                for logits in self.logits_of_seeds
            ]
            rows[slug] = {
                "photos": count,
                "recall": float(np.mean(hits)) / count if count else None,
                "interval": wilson_interval(round(float(np.mean(hits))), count),
            }
        return rows

    def per_look_alike(self) -> dict[str, dict[str, Any]]:
        """Of each look-alike outside the list: its photos, and how many were called "almost
        certainly" another bird, as a mean over the seeds."""
        rows: dict[str, dict[str, Any]] = {}
        for i, photo in enumerate(self.photos):
            if photo.sort != "look_alike":
                continue
            said = [
                verdict_on(self.probabilities(logits["as-sent"][[i]])[0], self.thresholds)
                for logits in self.logits_of_seeds
            ]
            certain = [
                sentence(level, best, self.guide) for level, best in said if level == CERTAIN
            ]
            row = rows.setdefault(photo.name, {"photos": 0, "almost_certainly": 0.0, "said": []})
            row["photos"] += 1
            row["almost_certainly"] += len(certain) / len(self.logits_of_seeds)
            row["said"] = sorted({*row["said"], *certain})
        return dict(sorted(rows.items()))

    def worst(self, count: int = 20) -> list[dict[str, Any]]:
        """The photos whose true label got the least probability, and what was said of them."""
        probabilities = self.probabilities(self.logits_of_seeds[0]["as-sent"])
        likelihood = probabilities[np.arange(len(self.photos)), self.truth]
        return [
            {
                "file": str(photo.file),
                "truth": photo.name if photo.label == NONE else photo.label,
                "probability": float(likelihood[i]),
                "said": sentence(*verdict_on(probabilities[i], self.thresholds), self.guide),
            }
            for i in np.argsort(likelihood)[:count]
            for photo in [self.photos[i]]
        ]
