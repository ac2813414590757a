"""Every number of the training recipe, in one place."""

from dataclasses import dataclass, field

from birdapp.recognition.transforms import Preprocessing


@dataclass(frozen=True)
class Distillation:
    """Step 1: the body learns a teacher's features and logits on unlabelled bird photos."""

    preprocessing: Preprocessing = field(default_factory=lambda: Preprocessing(size=192))
    epochs: int = 7
    batch_size: int = 32
    learning_rate: float = 8e-4
    weight_decay: float = 0.02
    smallest_crop: float = 0.25
    temperature: float = 2.0
    feature_weight: float = 4.0


@dataclass(frozen=True)
class Looks:
    """How the network looks twice: `first_share` is the weight of the look at the whole picture,
    `smallest` the least side of the closer one as a share of the picture. The finder learns where
    to look from at most `finder_photos` photos with a bird, and as many without."""

    first_share: float = 0.35
    smallest: float = 0.25
    finder_photos: int = 1000


@dataclass(frozen=True)
class Head:
    """Step 2: the head learns the species of the list and `none` on features of the frozen body.

    All photos together weigh 1. `none_share` of that is for photos of `none`; among those, a photo
    of a sort weighs as `none_weights` says. A species with n photos weighs n ** `balance`: with 0
    all species weigh the same, with 1 all their photos do.
    """

    inverse_regularisation: float = 0.02
    iterations: int = 80
    balance: float = 0.3
    none_share: float = 0.42
    none_weights: dict[str, float] = field(
        default_factory=lambda: {
            "look_alike": 6.0,
            "regional": 4.0,
            "other_bird": 1.0,
            "not_bird": 6.0,
        }
    )


@dataclass(frozen=True)
class FineTuning:
    """Step 3, left out by default: body and head go on together, the body more slowly.

    An epoch draws `draws` photos with replacement, by the weights of step 2. Its random views are
    smaller than the app's: in a crop a bird looks larger than in the whole photo, and this evens it
    out (Touvron et al., "Fixing the train-test resolution discrepancy", 2019). `mixup` and `cutmix`
    are the parameters of their beta distributions, `erasing` is the share of views that lose a
    rectangle; 0 leaves each of them out.
    """

    epochs: int = 0
    draws: int = 1000
    batch_size: int = 32
    view_size: int = 192
    smallest_crop: float = 0.35
    learning_rate: float = 1e-3
    body_share: float = 0.1
    weight_decay: float = 0.05
    dropout: float = 0.2
    label_smoothing: float = 0.1
    mixup: float = 0.2
    cutmix: float = 0.0
    erasing: float = 0.0
    averaging: float = 0.99


@dataclass(frozen=True)
class Recipe:
    """The whole recipe; the defaults are what ships. The app serves with `preprocessing`."""

    preprocessing: Preprocessing = field(default_factory=lambda: Preprocessing(size=448))
    looks: Looks = field(default_factory=Looks)
    distillation: Distillation = field(default_factory=Distillation)
    head: Head = field(default_factory=Head)
    fine_tuning: FineTuning = field(default_factory=FineTuning)
    folds: int = 5
