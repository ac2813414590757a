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
    """One setting: read from the environment as BIRDAPP_<name>, or <name> where `bare`.

    The value of a `secret` one is never shown.
    """

    name: str
    default: Any
    meaning: str
    parse: Callable[[str], Any] = str
    bare: bool = False
    secret: bool = False

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
    return _at_least(1, int(text))


def _at_least_none(text: str) -> int:
    return _at_least(0, int(text))


def _at_least(least: int, number: int) -> int:
    if number < least:
        raise ValueError(number)
    return number


def _secret(text: str) -> str:
    """A key that nobody guesses: at least 16 characters, and not one of them over and over."""
    if len(text) < 16 or len(set(text)) < 6:
        raise ValueError("too weak")
    return text


def _rate(text: str) -> str | None:
    if text.lower() == "off":
        return None
    from limits import parse_many  # 20 ms, which the default need not wait for

    parse_many(text)
    return text


def _log_form(text: str) -> str:
    if text not in ("text", "json"):
        raise ValueError(text)
    return text


def _folder(text: str) -> Path:
    return Path(text).expanduser()


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


SETTINGS = (
    Setting(
        "ENGINE",
        "auto",
        "What answers: `fastai` (the learner), `onnx` (its export), or `auto`: the learner where "
        "fastai is installed, the export where it is not.",
        _engine,
    ),
    Setting(
        "MODELS",
        ROOT / "models",
        "The bird folder: the list, the region, and the classifier that tells its birds apart.",
        _folder,
    ),
    Setting(
        "SECRET_KEY",
        None,
        "Signs the form's CSRF token. Made anew at each start where it is not set; set it where "
        "several copies of the app share one address. At least 16 characters, such as "
        "`openssl rand -hex 32` makes; a weaker one is refused.",
        _secret,
        secret=True,
    ),
    Setting(
        "MAX_UPLOAD_MB", 20, "Largest upload in megabytes, all its photos together.", _at_least_one
    ),
    Setting(
        "UPLOADS_MB",
        40,
        "Most megabytes of uploads that a process holds at once; an upload beyond that is asked "
        "to come back.",
        _at_least_one,
    ),
    Setting(
        "AT_ONCE",
        os.cpu_count() or 1,
        "Photos that a process works on at once. The default is the number of cores; under "
        "gunicorn, which starts a process for each core, it is 1.",
        _at_least_one,
    ),
    Setting(
        "QUEUE",
        8,
        "Photos of a process that may wait for their turn; whoever comes beyond that gets a 503.",
        _at_least_none,
    ),
    Setting(
        "TIME_LIMIT",
        20,
        "Seconds after which a photo is given up on. `0`: no limit, for hosts without threads.",
        _at_least_none,
    ),
    Setting(
        "RATE_LIMIT",
        "60 per minute",
        "Photos that one visitor may send, such as `10 per second; 200 per hour`, "
        "or `off`. Each process counts for itself unless there is a store.",
        _rate,
    ),
    Setting(
        "RATE_LIMIT_STORE",
        "memory://",
        "Where the rate limit counts: `redis://HOST:6379` for several copies, with "
        "`pip install redis`.",
    ),
    Setting(
        "PROXIES",
        0,
        "Proxies and balancers in front that add to X-Forwarded-For. Too many lets visitors forge "
        "their address; too few makes all of them one visitor to the rate limit.",
        _at_least_none,
    ),
    Setting(
        "HOSTS",
        None,
        "Host names that the site answers to, such as `birds.example.org,.example.net`; a leading "
        "dot stands for all subdomains. Any where it is not set. Health checks are exempt.",
        _words,
    ),
    Setting(
        "HTTPS_ONLY",
        False,
        "`on` where the site is reached over HTTPS only: cookies are then never sent in the "
        "clear, and browsers are told to stay with HTTPS.",
        _switch,
    ),
    Setting(
        "METRICS_TOKEN",
        None,
        "Switches `/metrics` on, for Prometheus, which must send this as its bearer token. At "
        "least 16 characters.",
        _secret,
        secret=True,
    ),
    Setting(
        "LOG",
        "text",
        "Form of the log: `text`, or `json` with one object a line, which is gunicorn's default.",
        _log_form,
    ),
    Setting("WORKERS", os.cpu_count() or 1, "Processes that gunicorn starts.", _at_least_one),
    Setting(
        "THREADS",
        16,
        "Threads in each gunicorn process. A request gets one when all of it has arrived, and "
        "most of them wait: `BIRDAPP_AT_ONCE` says how many photos are worked on.",
        _at_least_one,
    ),
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
        shown = setting.variable if setting.secret else f"{setting.variable}={text!r}"
        raise SettingError(f"{shown} cannot be used. {setting.meaning}") from (
            None if setting.secret else error
        )
