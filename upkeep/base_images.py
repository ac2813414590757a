"""Fixes the base images by their digests, as their tags are now: python -m upkeep.base_images

A tag moves to a newer image whenever one is made; a digest never does. Needs Docker with buildx
and the registry. No image is pulled.
"""

import re
import subprocess
import sys
from pathlib import Path

from birdapp.settings import ROOT

FILES = ("Dockerfile", "Dockerfile.gcp", "deploy/compose.yaml")
IMAGE = re.compile(r"^(FROM|\s+image:) ([^\s@]+:[^\s@]+)(?:@\S+)?", re.MULTILINE)
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def digest(image: str) -> str:
    """What a registry says of a tag. Raises OSError, CalledProcessError or ValueError."""
    asked = ["docker", "buildx", "imagetools", "inspect", image]
    done = subprocess.run(
        [*asked, "--format", "{{.Manifest.Digest}}"], check=True, stdout=subprocess.PIPE, text=True
    )
    if not DIGEST.fullmatch(done.stdout.strip()):
        raise ValueError(f"No digest: {done.stdout!r}")
    return done.stdout.strip()


def renew(files: list[Path]) -> dict[str, str]:
    """Write the digests of all images into the files that name them; the digests by their tags."""
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    tags = {match[2] for text in texts.values() for match in IMAGE.finditer(text)}
    digests = {tag: digest(tag) for tag in sorted(tags)}
    for file, text in texts.items():
        fixed = IMAGE.sub(lambda match: f"{match[1]} {match[2]}@{digests[match[2]]}", text)
        file.write_text(fixed, encoding="utf-8")
    return digests


def main() -> str | None:
    """Renew the project's, and say so; what went wrong, or None."""
    try:
        digests = renew([ROOT / name for name in FILES])
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        return f"The registry could not be asked, so nothing was changed. {error}"
    for tag, found in digests.items():
        print(f"{tag} is {found}")
    return None


if __name__ == "__main__":
    sys.exit(main())
