"""Every number of the training recipe, in one place."""

from dataclasses import dataclass, field

from birdapp.transforms import Preprocessing


@dataclass(frozen=True)
class Distillation:
    """Step 1: the body learns a teacher's features and logits on unlabelled bird photos."""

    preprocessing: Preprocessing = field(default_factory=lambda: Preprocessing(size=192))
    epochs: int = 12
    batch_size: int = 32
    learning_rate: float = 8e-4
    weight_decay: float = 0.02
    smallest_crop: float = 0.25
    temperature: float = 2.0
    feature_weight: float = 4.0


@dataclass(frozen=True)
class FineTuning:
    """Step 2: head and body learn the species of the list and `none`.

    An epoch draws `draws` photos with replacement. `none_share` of them show none of the species;
    among those, a photo of a sort weighs as `none_weights` says. A species with n photos is drawn
    in proportion to n ** `balance`: 0 draws all species equally often, 1 draws all photos so.
    """

    preprocessing: Preprocessing = field(default_factory=lambda: Preprocessing(size=224))
    frozen_epochs: int = 2
    epochs: int = 6
    draws: int = 1200
    batch_size: int = 32
    head_learning_rate: float = 3e-3
    learning_rate: float = 1e-3
    body_share: float = 0.1
    weight_decay: float = 0.05
    dropout: float = 0.2
    smallest_crop: float = 0.35
    label_smoothing: float = 0.1
    mixup: float = 0.2
    averaging: float = 0.99
    balance: float = 0.5
    none_share: float = 0.45
    none_weights: dict[str, float] = field(
        default_factory=lambda: {
            "look_alike": 6.0, "australian": 4.0, "other_bird": 1.0, "not_bird": 1.0
        }
    )  # fmt: skip


@dataclass(frozen=True)
class Recipe:
    """The whole recipe; the defaults are what ships."""

    distillation: Distillation = field(default_factory=Distillation)
    fine_tuning: FineTuning = field(default_factory=FineTuning)
    folds: int = 5
