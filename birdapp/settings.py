"""Every setting once: name, default, meaning. The only reader of the environment."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from birdapp import values

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


SETTINGS = (
    Setting(
        "ENGINE",
        "auto",
        "What answers: `fastai` (the learner), `onnx` (its export), or `auto`: the learner where "
        "fastai is installed, the export where it is not.",
        values.engine,
    ),
    Setting(
        "MODELS",
        ROOT / "models",
        "The bird folder: the list, the region, and the classifier that tells its birds apart.",
        values.folder,
    ),
    Setting(
        "SECRET_KEY",
        None,
        "Signs the form's CSRF token. If it is not set, each start makes a new one; set it if "
        "several copies of the app share one address. At least 16 characters, such as "
        "`openssl rand -hex 32` makes; a weaker one is refused.",
        values.secret,
        secret=True,
    ),
    Setting(
        "MAX_UPLOAD_MB",
        20,
        "Largest upload in megabytes, all its photos together.",
        values.at_least_one,
    ),
    Setting(
        "UPLOADS_MB",
        40,
        "Megabytes of uploads that a process holds at most; whoever sends more is asked to come "
        "back later.",
        values.at_least_one,
    ),
    Setting(
        "AT_ONCE",
        os.cpu_count() or 1,
        "Photos that a process works on at once. The default is the number of cores; under "
        "gunicorn, which starts a process for each core, it is 1.",
        values.at_least_one,
    ),
    Setting(
        "QUEUE",
        8,
        "Photos of a process that may wait for their turn; further photos get a 503.",
        values.at_least_none,
    ),
    Setting(
        "TIME_LIMIT",
        20,
        "Seconds after which a photo is given up on. `0`: no limit, for hosts without threads.",
        values.at_least_none,
    ),
    Setting(
        "RATE_LIMIT",
        "60 per minute",
        "Photos that one visitor may send, such as `10 per second; 200 per hour`, "
        "or `off`. Each process counts for itself unless there is a store.",
        values.rate,
    ),
    Setting(
        "RATE_LIMIT_STORE",
        "memory://",
        "Where the rate limit counts: `redis://HOST:6379` for several copies, with what "
        "`requirements-redis.txt` installs.",
    ),
    Setting(
        "PROXIES",
        0,
        "Proxies and balancers in front that add to X-Forwarded-For. Too many lets visitors forge "
        "their address; too few makes all of them one visitor to the rate limit.",
        values.at_least_none,
    ),
    Setting(
        "HOSTS",
        None,
        "Host names that the site answers to, such as `birds.example.org,.example.net`; a leading "
        "dot stands for all subdomains. Any where it is not set. Health checks are exempt.",
        values.words,
    ),
    Setting(
        "HTTPS_ONLY",
        False,
        "`on` where the site is reached over HTTPS only: cookies are then never sent in the "
        "clear, and browsers are told to stay with HTTPS.",
        values.switch,
    ),
    Setting(
        "FRAMED_BY",
        None,
        "Sites that may show this one in a frame, such as `https://huggingface.co`; none where it "
        "is not set. In a frame the form works over HTTPS only.",
        values.origins,
    ),
    Setting(
        "METRICS_TOKEN",
        None,
        "Switches `/metrics` on, for Prometheus, which must send this as its bearer token. At "
        "least 16 characters.",
        values.secret,
        secret=True,
    ),
    Setting(
        "LOG",
        "text",
        "Form of the log: `text`, or `json` with one object a line, which is gunicorn's default.",
        values.log_form,
    ),
    Setting("WORKERS", os.cpu_count() or 1, "Processes that gunicorn starts.", values.at_least_one),
    Setting(
        "THREADS",
        16,
        "Threads in each gunicorn process. A request gets one when all of it has arrived, and "
        "most of them wait: `BIRDAPP_AT_ONCE` says how many photos are worked on.",
        values.at_least_one,
    ),
    Setting("HOST", None, "Address to listen on. `python app.py` takes 127.0.0.1, gunicorn all."),
    Setting("PORT", 8000, "Port to listen on.", values.port, bare=True),
)


def read_settings(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The value of each setting, from `environ` or its default.

    Raises SettingError for values that cannot be used, with a sentence on each.
    """
    found: dict[str, Any] = {}
    faults = []
    for setting in SETTINGS:
        try:
            found[setting.name] = _read(setting, environ.get(setting.variable))
        except SettingError as error:
            faults.append(str(error))
    if faults:
        raise SettingError("\n".join(faults)) from None
    return found


def settings_or_exit() -> dict[str, Any]:
    """As `read_settings`; ends the program, with the sentence alone, where it raises."""
    try:
        return read_settings()
    except SettingError as error:
        sys.exit(str(error))


def unknown(environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """A sentence on each variable that begins like ours and is none, with the one it is nearest.

    It stops nothing: Kubernetes makes up such names for a service that is called like the app.
    """
    known = [setting.variable for setting in SETTINGS]
    for name in sorted(name for name in environ if name.upper().startswith(PREFIX)):
        if name in known:
            continue
        from difflib import get_close_matches  # which right names need not wait for

        near = get_close_matches(name.upper(), known, n=1)
        yield f"{name} is not one of our settings" + (f"; {near[0]} is." if near else ".")


def _read(setting: Setting, text: str | None) -> Any:
    if not text:
        return setting.default
    try:
        return setting.parse(text)
    except (ValueError, KeyError, RuntimeError) as error:
        shown = setting.variable if setting.secret else f"{setting.variable}={text!r}"
        raise SettingError(f"{shown} cannot be used. {setting.meaning}") from (
            None if setting.secret else error
        )
