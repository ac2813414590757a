"""MODEL_CARD.md of a bird folder, written from the manifest so that no figure in it can go stale."""

import json
from pathlib import Path
from typing import Any

from birdapp.guide.bird_folder import Guide
from birdapp.recognition.manifest import NONE

WORDS = {
    "named_right_of_listed": "Photos of the list where the verdict names the right bird",
    "named_wrong_of_listed": "… names another bird of the list",
    "denied_of_listed": "… says “none of the list”",
    "surely_or_probably_of_regional_birds": "“Almost certainly” or “probably” is said, wrongly, of "
    "birds of the region outside the list",
    "surely_or_probably_of_look_alikes": "… of look-alikes outside the list",
    "surely_or_probably_of_non_birds": "… of photos without a bird",
    "wrongly_almost_certainly_of_all": "“Almost certainly” is said, wrongly, of all photos",
    "neighbours_named_rightly": "A bird outside the list that has a class is given its name",
    "neighbours_named_wrongly": "… is given the name of another such bird",
    "top_1_half": "The right species is first where the bird is half as large in the picture",
    "top_1_third": "… where it is a third as large",
    "top_1_degraded": "… mean over the eight ways to spoil a photo below",
    "top_1_cut_out": "… where it is cut out, roughly, on a plain ground",
    "denied_of_listed_cut_out": "… and the verdict says “none of the list” of it there",
    "top_1": "The right species is first of the list",
    "top_3": "The right species is among the first three",
    "top_1_with_none_as_rival": "The right species is first, and more likely than “none of these”",
    "mean_recall": "Mean over the species of the share that is recognised",
    "mean_recall_of_species_with_4_photos": "The same, of species with four photos or more",
    "expected_calibration_error": "Expected calibration error, all photos",
    "expected_calibration_error_half": "The same, birds half as large in the picture",
    "expected_calibration_error_of_the_list": "Expected calibration error, photos of the list",
    "auroc_against_other_birds": "AUROC “one of the list” against all other birds",
    "auroc_against_regional_birds": "AUROC against birds of the region outside the list",
    "auroc_against_look_alikes": "AUROC against look-alikes outside the list",
    "auroc_against_non_birds": "AUROC against photos without a bird",
    "fpr95_against_other_birds": "False positives at 95 % true positives, all other birds",
    "fpr95_against_regional_birds": "False positives at 95 %, birds of the region",
    "fpr95_against_look_alikes": "False positives at 95 %, look-alikes",
    "fpr95_against_non_birds": "False positives at 95 %, photos without a bird",
    "said_almost_certainly_of_listed": "Photos of the list that are called “almost certainly”",
    "right_when_almost_certainly_of_listed": "… of these, the name is right",
    "said_probably_of_listed": "Photos of the list that are called “probably”",
    "right_when_probably_of_listed": "… of these, the name is right",
    "said_perhaps_of_listed": "Photos of the list that are called “perhaps … or a bird not on our list”",
    "right_when_perhaps_of_listed": "… of these, the name is right",
    "perhaps_of_regional_birds": "Birds of the region outside the list that are called “perhaps …”",
    "almost_certainly_of_none": "“Almost certainly” is said, wrongly, of photos of `none`",
    "almost_certainly_of_regional_birds": "… of birds of the region outside the list",
    "almost_certainly_of_look_alikes": "… of look-alikes outside the list",
}

INTENT = """# Model card

**What it is.** EfficientNet-Lite0 with a 1×1-convolution head whose maps are its class activation maps, trained with fastai to
rank {list}, with classes for what is outside the list, which together make “none of these”.

**What it is for.** Naming a bird of the list in a photo, with the probability shown and the field marks to check it against.
**What it is not for.** Science, conservation decisions or anything where a wrong name does harm. It sees one bird at a time, has
learnt from few photos, and knows few birds outside its list by name.
"""

DISTILLING = """ Distillation used the photos
without labels, those of the validation folds included."""


def write_card(folder: Path, guide: Guide) -> Path:
    """Write `folder`/MODEL_CARD.md from `folder`/birds.json; returns its path."""
    manifest = json.loads((folder / "birds.json").read_text(encoding="utf-8"))
    parts = [
        INTENT.format(list=guide.sentence(guide.region.list)),
        _origin(manifest),
        _measures(manifest),
        _degradations(manifest),
        _species(manifest, guide),
        _look_alikes(manifest),
    ]
    path = folder / "MODEL_CARD.md"
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def _origin(manifest: dict[str, Any]) -> str:
    photos = manifest["photos"]
    none = photos.get(NONE, 0)
    start = (
        "ImageNet weights, then distillation from a bird specialist on unlabelled bird photos"
        if manifest["distilled"]
        else "ImageNet weights"
    )
    files = "\n".join(
        f"| `{name}` | {entry['bytes'] / 1e6:.1f} MB | `{entry['sha256']}` |"
        for name, entry in manifest["files"].items()
    )
    return f"""## Where it comes from

Trained on {manifest["trained_on"]} on {sum(photos.values()) - none} photos of the listed species and {none} photos of other birds
and of things that are no bird. Start: {start}. Input: {manifest["preprocessing"]["size"]} × {manifest["preprocessing"]["size"]} pixels:
it looks at the whole picture at half of that, then at the part where it found a bird.
The photos belong to their photographers; none of them is part of this project.

| file | size | sha256 |
| --- | --- | --- |
{files}
"""


def _measures(manifest: dict[str, Any]) -> str:
    metrics = manifest.get("metrics")
    if not metrics:
        return "## How good it is\n\nThis model has not been evaluated.\n"
    distilling = DISTILLING if manifest["distilled"] else ""
    rows = "\n".join(
        f"| {WORDS[name]} | {metrics[name]:.3f} |" for name in WORDS if name in metrics
    )
    return f"""## How good it is

Measured with `flask birds evaluate`: five folds, mean over seeds; photos that may share a photographer are never on both sides.
Every photo is judged by a network that has not learnt from it. Words and temperature were chosen on these same out-of-fold
answers, so expect the figures that depend on them to be a little worse on photos from elsewhere.{distilling}

| measure | value |
| --- | --- |
{rows}
"""


def _degradations(manifest: dict[str, Any]) -> str:
    measured = manifest.get("degradation_metrics") or {}
    if not measured:
        return ""
    rows = "\n".join(f"| {name} | {value:.3f} |" for name, value in measured.items())
    return f"""## Spoilt photos

How often the right species is first of the list when every photo is spoilt in one way; blur is a share of the longer side.

| what was done | right |
| --- | --- |
{rows}
"""


def _species(manifest: dict[str, Any], guide: Guide) -> str:
    measured = manifest.get("species_metrics") or {}
    rows = "\n".join(
        _row(guide.get(slug).common_name, measured[slug])
        for slug in guide.slugs
        if slug in measured
    )
    if not rows:
        return ""
    return f"""## Species by species

Few photos of a species mean that both the class and its figure are weak; the interval (Wilson, 95 %) says how weak.

| species | recognised | interval |
| --- | --- | --- |
{rows}
"""


def _look_alikes(manifest: dict[str, Any]) -> str:
    measured = manifest.get("look_alike_metrics") or {}
    if not measured:
        return ""
    rows = "\n".join(
        f"| {name} | {row['photos']} | {row['almost_certainly']:.1f} | {', '.join(row['said']) or '–'} |"
        for name, row in measured.items()
    )
    return f"""## Look-alikes outside the list

How many of their photos were called “almost certainly” a bird of the list, which none of them is.

| bird | photos | almost certainly | what was said |
| --- | --- | --- | --- |
{rows}
"""


def _row(name: str, row: dict[str, Any]) -> str:
    low, high = row["interval"]
    photos = row["photos"]
    if row["recall"] is None:
        return f"| {name} | 0 | not measured | |"
    hits = row["recall"] * photos
    about = "" if abs(hits - round(hits)) < 0.01 else "about "
    return f"| {name} | {about}{round(hits)} of {photos} | {low:.2f}–{high:.2f} |"
