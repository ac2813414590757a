"""What is counted and timed, for /metrics; nothing in it is about a person or a photo's content."""

import time

from flask import Flask, Response, g, request
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)
"""Seconds."""

REQUESTS = Counter(
    "birds_requests", "Requests by endpoint, method and status.", ["endpoint", "method", "status"]
)
REQUEST_SECONDS = Histogram(
    "birds_request_seconds",
    "From when all of a request has arrived until its answer is made, by endpoint.",
    ["endpoint"],
    buckets=BUCKETS,
)
STAGE_SECONDS = Histogram(
    "birds_stage_seconds",
    "What a photo spends its time on: wait, decode, preprocess, network.",
    ["stage"],
    buckets=BUCKETS,
)
WAITING = Gauge(
    "birds_photos_waiting", "Photos that wait for their turn.", multiprocess_mode="livesum"
)
AT_WORK = Gauge("birds_photos_at_work", "Photos being worked on.", multiprocess_mode="livesum")
VERDICTS = Counter("birds_verdicts", "Identified photos by how sure the answer was.", ["level"])
REJECTED = Counter("birds_rejected", "Photos that were not identified, by reason.", ["reason"])
MODEL = Gauge(
    "birds_model_info", "1 for the engine and model that answer.", ["engine", "model"],
    multiprocess_mode="livemax",
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Count and time requests. Asked to do so first, it times what the others do, too."""
    # A worker goes on with the figures of the one before it, which may have died at work.
    WAITING.set(0)
    AT_WORK.set(0)
    app.before_request(_start)
    app.after_request(_count)


def _start() -> None:
    g.started = time.perf_counter()


def _count(response: Response) -> Response:
    # An unknown method or path has no label of its own: anybody could make up new ones for ever.
    method = request.method if request.method in ("GET", "HEAD", "POST") else "other"
    endpoint = request.endpoint or "none"
    REQUESTS.labels(endpoint, method, response.status_code).inc()
    REQUEST_SECONDS.labels(endpoint).observe(time.perf_counter() - g.started)
    return response


def registry(multiprocess: bool) -> CollectorRegistry:
    """The metrics of this process, or of all gunicorn workers together."""
    if not multiprocess:
        return REGISTRY
    merged = CollectorRegistry()
    MultiProcessCollector(merged)
    return merged
