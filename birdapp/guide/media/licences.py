"""Under which licences a photograph may be shown here, and nothing else may."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """What a licence is called, and where it can be read."""

    code: str
    name: str
    address: str


def _creative_commons(code: str) -> Licence:
    parts = code.removeprefix("cc-")
    address = f"https://creativecommons.org/licenses/{parts}/4.0/"
    return Licence(code, f"CC {parts.upper()} 4.0", address)


LICENCES = {
    "cc0": Licence("cc0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "cc-by": _creative_commons("cc-by"),
    "cc-by-sa": _creative_commons("cc-by-sa"),
}
"""By their codes in gallery.csv. A licence that forbids commerce or changes is not among them:
a photo is made smaller, and who runs the site may earn with it."""
