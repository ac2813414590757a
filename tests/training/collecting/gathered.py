"""What the tests of gathering a gallery have in common: a bird folder, and a run."""

from dataclasses import replace
from pathlib import Path

from birdapp.guide.bird_folder import Guide, read_guide
from birdapp.training.collecting.gallery import gather_gallery
from birdapp.training.collecting.inaturalist import INaturalist
from tests.guide.birds import REGION, write
from tests.training.collecting.collected import AT_ONCE
from tests.training.collecting.inaturalist_stand_in import StandIn

FAST = replace(AT_ONCE, largest_photo=500_000)


def birds(folder: Path, count: int) -> Guide:
    """A bird folder with so many birds."""
    cards = [
        {"slug": f"bird-{n}", "common_name": f"Bird {n}", "scientific_name": f"Avis species{n}"}
        for n in range(count)
    ]
    return read_guide(write(folder, {"species": cards}, REGION | {"inaturalist_place": 77}))


def gather(guide: Guide, server: StandIn, per_species: int = 6) -> dict[str, int]:
    source = INaturalist(server.api, FAST, favourites_first=True)
    return gather_gallery(guide, per_species=per_species, source=source)
