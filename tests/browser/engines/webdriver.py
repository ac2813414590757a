"""WebDriver, as W3C's recommendation has it, to real browsers that Playwright cannot drive.

Debian has no geckodriver, without which no library drives its Firefox; Firefox itself takes the
same commands over its Marionette port, so one small client does for both.
"""

import base64
import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""Under this name the recommendation puts an element's reference."""

PATIENCE = 30
"""Seconds to wait for what a page is to show."""

ROUTES = {
    "Navigate": ("POST", "url"),
    "Back": ("POST", "back"),
    "Refresh": ("POST", "refresh"),
    "GetCurrentURL": ("GET", "url"),
    "FindElements": ("POST", "elements"),
    "ExecuteScript": ("POST", "execute/sync"),
    "ExecuteAsyncScript": ("POST", "execute/async"),
    "PerformActions": ("POST", "actions"),
    "ElementSendKeys": ("POST", "element/{id}/value"),
    "TakeScreenshot": ("GET", "screenshot"),
}

Send = Callable[[str, dict[str, Any]], Any]


class WebDriverError(Exception):
    """The browser says no, and why."""


def over_http(address: str, capabilities: dict[str, Any]) -> Send:
    """A session with a driver that listens at `address`, as WebKit's does."""

    def ask(method: str, path: str, values: dict[str, Any] | None) -> Any:
        body = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(f"{address}/session{path}", body, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                told = json.load(error)["value"]
            raise WebDriverError(f"{told['error']}: {told['message']}") from None

    session = ask("POST", "", {"capabilities": {"alwaysMatch": capabilities}})["sessionId"]

    def send(command: str, values: dict[str, Any]) -> Any:
        method, path = ROUTES[command]
        place = f"/{session}/{path.format(**values)}"
        return ask(method, place, values if method == "POST" else None)

    return send


def over_marionette(port: int) -> Send:
    """A session with a Firefox that listens on `port`; a message is length, colon, JSON."""
    # The stream closes its socket.
    with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
        stream = connection.makefile("rwb")
    number = 0

    def hear() -> Any:
        length = b""
        while (byte := stream.read(1)) != b":":
            length += byte
        return json.loads(stream.read(int(length)))

    def send(command: str, values: dict[str, Any]) -> Any:
        nonlocal number
        number += 1
        message = json.dumps([0, number, f"WebDriver:{command}", values]).encode()
        stream.write(b"%d:%s" % (len(message), message))
        stream.flush()
        _, _, error, value = hear()
        if error:
            raise WebDriverError(f"{error['error']}: {error['message']}")
        is_wrapped = isinstance(value, dict) and set(value) == {"value"}
        return value["value"] if is_wrapped else value

    hear()
    send("NewSession", {})
    return send


class Browser:
    """What somebody does in a browser's only tab."""

    def __init__(self, send: Send) -> None:
        self.send = send

    def goto(self, url: str) -> None:
        self.send("Navigate", {"url": url})

    def back(self) -> None:
        self.send("Back", {})

    def reload(self) -> None:
        self.send("Refresh", {})

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script returns; it is a function's body, which may wait."""
        waiting = (
            "const done = arguments[arguments.length - 1];"
            f"(async (...args) => {{ {script} }})(...[...arguments].slice(0, -1))"
            ".then((value) => done({value}), (error) => done({error: String(error)}));"
        )
        told = self.send("ExecuteAsyncScript", {"script": waiting, "args": list(arguments)})
        if told is None:
            raise WebDriverError("The page went away while the script ran.")
        if "error" in told:
            raise WebDriverError(told["error"])
        return told.get("value")

    def all(self, selector: str) -> list[dict[str, str]]:
        return self.send("FindElements", {"using": "css selector", "value": selector})

    def choose(self, selector: str, *files: Path) -> None:
        """Choose files, as in the dialogue that a click opens."""
        text = "\n".join(map(str, files))
        place = self.all(selector)[0][ELEMENT]
        self.send("ElementSendKeys", {"id": place, "text": text})

    def tap(self, selector: str) -> None:
        """Press the mouse's button in the middle of what is there, once it can be pressed."""
        self.wait_for("!document.querySelector(args[0])?.disabled", selector)
        self.drag(selector, 0, 0)

    def drag(self, selector: str, right: int, down: int) -> None:
        """Press the mouse's button on an element, move it and let go."""
        self.run("document.querySelector(args[0]).scrollIntoView({block: 'center'})", selector)
        start = {"type": "pointerMove", "origin": self.all(selector)[0], "x": 0, "y": 0}
        move = {"type": "pointerMove", "origin": "pointer", "x": right, "y": down, "duration": 100}
        actions = [start, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        if right or down:
            actions.insert(2, move)
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
        self.send("PerformActions", {"actions": [{**mouse, "actions": actions}]})

    def text(self, selector: str) -> str:
        """What can be read of the first such element that is visible; empty if there is none."""
        return self.run(
            "const seen = [...document.querySelectorAll(args[0])].find((e) => e.checkVisibility());"
            "return seen ? seen.innerText : ''",
            selector,
        )

    def wait_for(self, condition: str, *arguments: Any) -> Any:
        """The value of an expression, as soon as it is true."""
        deadline = time.monotonic() + PATIENCE
        while not (value := self._value(condition, *arguments)):
            if time.monotonic() > deadline:
                body = self.run("return document.body.innerText.slice(0, 600)")
                raise AssertionError(f"{condition} never came true: {body}")
            time.sleep(0.1)
        return value

    def _value(self, condition: str, *arguments: Any) -> Any:
        try:
            return self.run(f"return {condition}", *arguments)
        except WebDriverError:
            # The page went away while it was asked.
            return None

    def screenshot(self) -> bytes:
        return base64.b64decode(self.send("TakeScreenshot", {}))
