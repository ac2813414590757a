"""Every setting once: name, default, meaning. The only reader of the environment."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PREFIX = "BIRDAPP_"
ROOT = Path(__file__).parent.parent


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message names it."""


@dataclass(frozen=True)
class Setting:
    """One setting: read from the environment as BIRDAPP_<name>, or <name> where `bare`."""

    name: str
    default: Any
    meaning: str
    parse: Callable[[str], Any] = str
    bare: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return self.name if self.bare else PREFIX + self.name


def _switch(text: str) -> bool:
    return {"1": True, "on": True, "true": True, "0": False, "off": False, "false": False}[
        text.lower()
    ]


def _engine(text: str) -> str:
    if text not in ("auto", "fastai", "onnx"):
        raise ValueError(text)
    return text


def _at_least_one(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


SETTINGS = (
    Setting(
        "ENGINE",
        "auto",
        "What answers: `fastai` (the learner), `onnx` (its export), or `auto`: the learner where "
        "fastai is installed, the export where it is not.",
        _engine,
    ),
    Setting("MODELS", ROOT / "models", "Folder with birds.json and the model files.", Path),
    Setting(
        "SECRET_KEY",
        None,
        "Signs the form's CSRF token. Made anew at each start where it is not set; set it where "
        "several copies of the app share one address.",
    ),
    Setting(
        "MAX_UPLOAD_MB", 20, "Largest upload in megabytes, all its photos together.", _at_least_one
    ),
    Setting(
        "SECURE_COOKIES",
        False,
        "`on` where the site is reached over HTTPS only: the CSRF cookie is then never sent in "
        "the clear.",
        _switch,
    ),
    Setting("WORKERS", os.cpu_count() or 1, "Processes that gunicorn starts.", _at_least_one),
    Setting("THREADS", 2, "Threads in each gunicorn process.", _at_least_one),
    Setting("HOST", None, "Address to listen on. `python app.py` takes 127.0.0.1, gunicorn all."),
    Setting("PORT", 8000, "Port to listen on.", _at_least_one, bare=True),
)


def read_settings(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The value of each setting, from `environ` or its default.

    Raises SettingError, naming the variable, for a value that cannot be used.
    """
    return {setting.name: _read(setting, environ.get(setting.variable)) for setting in SETTINGS}


def _read(setting: Setting, text: str | None) -> Any:
    if not text:
        return setting.default
    try:
        return setting.parse(text)
    except (ValueError, KeyError) as error:
        raise SettingError(
            f"{setting.variable}={text!r} cannot be used. {setting.meaning}"
        ) from error
