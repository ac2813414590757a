"""Photos from iNaturalist's public API, asked for as its owners wish.

https://www.inaturalist.org/pages/api+recommended+practices: about one request a second, fewer than
10,000 a day, less than 5 GB of photos an hour, and a User-Agent that says who asks.
"""

import json
import logging
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential,
)
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from birdapp.training.collecting.found_photo import LICENCES, FoundPhoto, choose_photo

API = "https://api.inaturalist.org/v1"
PHOTO_HOSTS = ("https://inaturalist-open-data.s3.amazonaws.com", "https://static.inaturalist.org")
USER_AGENT = "UrbanBirdRecognizer/1.0 (collects licensed photos of birds; one API request a second)"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Manners:
    """How often to ask, how long to wait, when to give up. Times are in seconds."""

    between_requests: float = 1.0
    between_photos: float = 0.25
    timeout: float = 30.0
    tries: int = 6
    first_pause: float = 2.0
    longest_pause: float = 120.0
    largest_page: int = 30_000_000
    largest_photo: int = 5_000_000
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep


class Unavailable(Exception):
    """No proper answer came this time; a later try may get one."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Refused(Exception):
    """There is no use in asking again."""


class INaturalist:
    """The two things we ask for: which photos there are of a bird, and the bytes of one of them.

    Photos come from PHOTO_HOSTS and from the host of `api`, whatever URL the API names. Photos that
    somebody marked as a favourite come before the others, if that is wished for.
    """

    def __init__(
        self,
        api: str = API,
        manners: Manners | None = None,
        licences: Collection[str] = LICENCES,
        favourites_first: bool = False,
    ) -> None:
        self.api = api
        self.licences = licences
        self.passes = ("true", None) if favourites_first else (None,)
        self.photo_hosts = {*PHOTO_HOSTS, _host(api)}
        self.manners = manners or Manners()
        self.requests = Throttle(self.manners.between_requests, self.manners)
        self.photos = Throttle(self.manners.between_photos, self.manners)
        self.session = requests.Session()
        self.session.headers["User-Agent"] = USER_AGENT

    def photos_of(
        self, scientific_names: tuple[str, ...], place: int | None
    ) -> Iterator[FoundPhoto]:
        """Find research-grade photos, one an observation, the oldest observation first.

        The search is for the first name; an observation counts if it bears any of the names. With
        the favourites first, these come a second time among all.
        """
        for popular in self.passes:
            newest = 0
            while page := self._page(scientific_names[0], place, newest, popular):
                newest = max(observation["id"] for observation in page)
                for observation in page:
                    photo = choose_photo(observation, scientific_names, self.licences)
                    if photo:
                        yield photo

    def download(self, url: str) -> bytes:
        """Fetch a photo. Raises Refused for a host that is not on the list, without asking it."""
        if _host(url) not in self.photo_hosts:
            raise Refused(f"{_host(url)} is not one of iNaturalist's photo hosts.")
        return self._get(url, self.photos, self.manners.largest_photo)

    def _page(
        self, scientific_name: str, place: int | None, newest: int, popular: str | None
    ) -> list[dict[str, Any]]:
        query = {
            "taxon_name": scientific_name,
            "quality_grade": "research",
            "photo_license": ",".join(self.licences),
            "popular": popular,
            "place_id": place,
            "per_page": 200,
            "order_by": "id",
            "order": "asc",
            "id_above": newest,
        }
        url = f"{self.api}/observations"
        answer = self._get(url, self.requests, self.manners.largest_page, query)
        try:
            page = json.loads(answer)["results"]
            # A page that starts over would have us ask for ever.
            return [observation for observation in page if observation["id"] > newest]
        except (KeyError, TypeError, ValueError) as error:
            raise Unavailable(f"{url} answered something other than observations") from error

    def _get(
        self, url: str, throttle: "Throttle", largest: int, query: dict[str, Any] | None = None
    ) -> bytes:
        retrying = Retrying(
            retry=retry_if_exception_type(Unavailable),
            stop=stop_after_attempt(self.manners.tries),
            wait=self._pause_before_retry,
            sleep=self.manners.pause,
            before_sleep=_tell_of_pause,
            reraise=True,
        )
        return retrying(self._get_once, url, throttle, largest, query)

    def _get_once(
        self, url: str, throttle: "Throttle", largest: int, query: dict[str, Any] | None
    ) -> bytes:
        throttle.wait()
        try:
            # A redirect could lead to any host.
            with self.session.get(
                url,
                params=query,
                timeout=self.manners.timeout,
                stream=True,
                allow_redirects=False,
            ) as response:
                _check_status(response)
                return _read_body(response, largest)
        except requests.RequestException as error:
            raise Unavailable(f"No proper answer from {_host(url)}: {error}") from error

    def _pause_before_retry(self, state: RetryCallState) -> float:
        error = state.outcome and state.outcome.exception()
        if isinstance(error, Unavailable) and error.retry_after is not None:
            return error.retry_after
        return wait_exponential(self.manners.first_pause, self.manners.longest_pause)(state)


class Throttle:
    """Keeps requests at least so many seconds apart."""

    def __init__(self, seconds: float, manners: Manners) -> None:
        self.seconds = seconds
        self.clock = manners.clock
        self.pause = manners.pause
        self.free_at = self.clock()

    def wait(self) -> None:
        """Return when the next request may be sent."""
        early = self.free_at - self.clock()
        if early > 0:
            self.pause(early)
        self.free_at = self.clock() + self.seconds


def _tell_of_pause(state: RetryCallState) -> None:
    error = state.outcome and state.outcome.exception()
    log.warning("%s. Trying again in %.0f seconds.", error, state.upcoming_sleep)


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _check_status(response: requests.Response) -> None:
    if response.status_code == 200:
        return
    answer = f"{_host(response.url)} answered {response.status_code} {response.reason}"
    if response.status_code in (408, 429) or response.status_code >= 500:
        raise Unavailable(answer, _retry_after(response))
    raise Refused(answer)


def _retry_after(response: requests.Response) -> float | None:
    try:
        return Retry().get_retry_after(response.raw)
    except InvalidHeader:
        return None


def _read_body(response: requests.Response, largest: int) -> bytes:
    body = bytearray()
    for chunk in response.iter_content(65_536):
        body += chunk
        if len(body) > largest:
            raise Refused(f"The answer is larger than {largest:,} bytes.")
    return bytes(body)
