"""The templates of an answer, compiled for Nunjucks: `python -m tests.browser.templates` does it.

Compiled here and not in the visitor's browser, whose policy forbids to make code of text. The
compiler runs in Chromium, so that nobody needs Node.
"""

from playwright.sync_api import Page, sync_playwright

from birdapp.settings import ROOT
from tests.browser.conftest import ARGUMENTS, CHROMIUM

COMPILED = ROOT / "static" / "js" / "phone" / "compiled" / "templates.js"
COMPILER = ROOT / "tests" / "browser" / "vendor" / "nunjucks-3.2.4.min.js"
FOLDERS = ("answer", "parts")

HEAD = """\
// The templates of an answer, compiled by `python -m tests.browser.templates`; do not edit.
/* eslint-disable */

export const TEMPLATES = {};
"""

COMPILE = """(sources) => sources.map(([name, source]) => nunjucks.precompileString(source, {
  name,
  wrapper: ([{ name, template }]) =>
    `TEMPLATES[${JSON.stringify(name)}] = (function () {\\n${template}\\n})();\\n`,
}))"""


def compiled(page: Page) -> str:
    """The script that holds them all."""
    page.add_script_tag(path=COMPILER)
    templates = ROOT / "templates"
    sources = [
        (file.relative_to(templates).as_posix(), file.read_text(encoding="utf-8"))
        for folder in FOLDERS
        for file in sorted((templates / folder).glob("*.html"))
    ]
    return HEAD + "".join(page.evaluate(COMPILE, sources))


def main() -> None:
    """Write the script."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        script = compiled(browser.new_page())
        browser.close()
    COMPILED.write_text(script, encoding="utf-8")


if __name__ == "__main__":
    main()
