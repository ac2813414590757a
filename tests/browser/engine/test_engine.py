"""The engine's life in a page: fetched when asked for, checked, ended; and where it cannot run."""

import struct
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from birdapp.recognition.photos import damaged, too_large
from tests.browser.between import between
from tests.browser.conftest import ARGUMENTS, CHROMIUM, DESKTOP
from tests.browser.engine.steps import BIRDS, identify, text
from tests.browser.photos import LORIKEET
from tests.images import encode, gradient

IS_RUNNING = """async () => (await import("/static/js/engine/engine.js")).isRunning()"""
PREPARE = """async ([birds]) => {
  const { prepare } = await import("/static/js/engine/engine.js");
  const shares = [];
  await prepare(birds, (share) => shares.push(share));
  return shares;
}"""

ASK_AND_RENEW = """async (photo) => {
  const { identify } = await import("/static/js/engine/engine.js");
  const { tellRenewed } = await import("/static/js/engine/renewal.js");
  const bytes = Uint8Array.from(atob(photo), (letter) => letter.charCodeAt(0));
  const answer = identify(new Blob([bytes]), "/engine/birds.json");
  tellRenewed();
  return answer;
}"""


@pytest.fixture
def fresh(chromium: Browser, site: str) -> Iterator[Page]:
    """A page that has not used the engine, in a browser that has not fetched it."""
    with chromium.new_context(base_url=site, **DESKTOP) as context:
        page = context.new_page()
        page.goto("/about/")
        yield page


@pytest.mark.parametrize("path", ["/", "/species/", "/about/", "/my-birds/"])
def test_no_page_fetches_the_engine(fresh: Page, path: str) -> None:
    asked: list[str] = []
    fresh.on("request", lambda request: asked.append(request.url))
    fresh.goto(path, wait_until="networkidle")
    assert asked
    assert [url for url in asked if "/engine/" in url or "onnxruntime" in url] == []


def test_it_is_fetched_once_and_says_how_far_it_is(fresh: Page) -> None:
    asked: list[str] = []
    sizes: list[int] = []
    fresh.on("request", lambda request: asked.append(request.url))
    fresh.on("requestfinished", lambda done: sizes.append(done.sizes()["responseBodySize"]))
    shares = fresh.evaluate(PREPARE, [BIRDS])
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)
    assert sum(url.endswith((".wasm.packed", ".onnx")) for url in asked) == 2
    assert sum(sizes) < 12_000_000
    del asked[:]
    assert identify(fresh, LORIKEET.read_bytes())["engine"] == "browser"
    assert asked == [], "nothing of a photo leaves the browser, and nothing is fetched twice"


@pytest.mark.parametrize("suffix", [".onnx", ".packed"])
@pytest.mark.parametrize("times", [1, 2])
def test_what_arrives_broken_is_asked_for_past_the_browsers_cache(
    chromium: Browser, site: str, suffix: str, times: int
) -> None:
    """Which would keep it for a year."""
    asked: list[str] = []

    def harm(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        if path.endswith(suffix):
            asked.append(path)
        if not path.endswith(suffix) or len(asked) > times:
            return status, body
        middle = len(body) // 2
        return status, body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :]

    with between(site, harm) as host, chromium.new_context(base_url=host, **DESKTOP) as context:
        page = context.new_page()
        page.goto("/about/")
        if times == 2:
            refused = identify(page, LORIKEET.read_bytes())
            assert refused["refusal"] == "damaged"
            assert "damaged and was not used" in refused["sentence"]
        assert "verdict" in identify(page, LORIKEET.read_bytes())
        page.reload()
        assert "verdict" in identify(page, LORIKEET.read_bytes())


def test_where_another_model_has_come_its_weights_are_fetched(fresh: Page) -> None:
    """The list was read just before."""
    read: list[str] = []

    def old(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        if not read:
            told["model"] = "0123456789ab"
            told["weights"]["address"] = "birds-0123456789ab.onnx"
        read.append(route.request.url)
        route.fulfill(response=answer, json=told)

    fresh.route("**/birds.json", old)
    assert "verdict" in identify(fresh, LORIKEET.read_bytes())
    assert len(read) == 2


def test_another_version_ends_the_worker_and_no_question(fresh: Page) -> None:
    fresh.evaluate(PREPARE, [BIRDS])
    (old,) = fresh.workers
    answered = fresh.evaluate(ASK_AND_RENEW, text(LORIKEET.read_bytes()))
    assert "verdict" in answered
    assert_no_worker(fresh)
    assert "verdict" in identify(fresh, LORIKEET.read_bytes())
    assert [worker for worker in fresh.workers if worker is not old]


@pytest.mark.parametrize("pattern", ["**/birds.json", "**/*.wasm.packed", "**/worker.js"])
def test_without_a_connection_it_says_so_and_tries_again(fresh: Page, pattern: str) -> None:
    fresh.route(pattern, lambda route: route.abort())
    refused = identify(fresh, LORIKEET.read_bytes())
    assert refused["refusal"] in ("not_fetched", "ended")
    assert refused["sentence"]
    fresh.unroute(pattern)
    assert "verdict" in identify(fresh, LORIKEET.read_bytes())


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        (b"", "empty"),
        (b"no photo at all", "not_a_photo"),
        (LORIKEET.read_bytes()[:60], "damaged"),
    ],
)
def test_what_is_no_photo_is_refused_and_the_next_one_answered(
    engine_page: Page, photo: bytes, reason: str
) -> None:
    assert identify(engine_page, photo)["refusal"] == reason
    assert "verdict" in identify(engine_page, LORIKEET.read_bytes())


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("side", [500, 1400])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_jpeg_that_is_cut_off_is_refused(
    engine_page: Page, side: int, progressive: bool, share: float
) -> None:
    photo = encode(gradient(side, side), "JPEG", quality=95, progressive=progressive)
    cut = photo[: int(len(photo) * share)]
    refused = identify(engine_page, cut)
    assert refused["refusal"] == "damaged"
    assert refused["sentence"] == str(damaged())
    assert "verdict" in identify(engine_page, photo)


def test_a_jpeg_with_too_many_pixels_is_refused_before_it_is_decoded(engine_page: Page) -> None:
    photo = bytearray(encode(gradient(64, 64), "JPEG"))
    frame = photo.index(b"\xff\xc0")
    photo[frame + 5 : frame + 9] = struct.pack(">HH", 9000, 9000)
    refused = identify(engine_page, bytes(photo))
    assert refused["refusal"] == "too_large"
    assert refused["sentence"] == str(too_large())


def test_the_worker_is_ended_after_a_minute_without_use(fresh: Page) -> None:
    fresh.clock.install()
    assert "verdict" in identify(fresh, LORIKEET.read_bytes())
    fresh.clock.fast_forward(59_000)
    assert fresh.evaluate(IS_RUNNING)
    assert "verdict" in identify(fresh, LORIKEET.read_bytes())
    fresh.clock.fast_forward(59_000)
    assert fresh.evaluate(IS_RUNNING)
    fresh.clock.fast_forward(2_000)
    assert not fresh.evaluate(IS_RUNNING)
    assert_no_worker(fresh)
    assert "verdict" in identify(fresh, LORIKEET.read_bytes())


def assert_no_worker(page: Page) -> None:
    for _ in range(200):
        if not page.workers:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the worker still runs")


def test_no_page_may_compile_and_no_worker_may_evaluate(fresh: Page) -> None:
    compiled = (
        "WebAssembly.compile(new Uint8Array([0,97,115,109,1,0,0,0])).then(() => 'yes', String)"
    )
    assert "Content Security Policy" in fresh.evaluate(compiled)
    fresh.evaluate(PREPARE, [BIRDS])
    (worker,) = fresh.workers
    assert worker.evaluate(compiled) == "yes"


@pytest.mark.parametrize("flag", ["--jitless", "--no-enable-sse4-1"])
def test_a_browser_without_webassembly_or_simd_gets_a_sentence(
    chromium: Browser, site: str, flag: str
) -> None:
    old = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=[*ARGUMENTS, f"--js-flags={flag}"]
    )
    page = old.new_page(base_url=site)
    page.goto("/about/")
    refused = identify(page, LORIKEET.read_bytes())
    old.close()
    assert refused["refusal"] == "too_old"
    assert "too old" in refused["sentence"]
