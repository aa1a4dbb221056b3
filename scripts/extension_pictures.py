"""Takes the pictures of `client-vscode/README.md`, in a real VS Code with the package of `make vsix`.

`make pictures` runs it. They are not made anew by every run of the tests: a picture differs a little each time.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect, expect

from tests.e2e.vscode.browser import chromium
from tests.e2e.vscode.installation import REPOSITORY, VSIX, environment
from tests.e2e.vscode.profile import install_extension
from tests.e2e.vscode.sessions import Sessions
from tests.e2e.vscode.waiting import PATIENCE
from tests.e2e.vscode.window import Window

PICTURES = REPOSITORY / "client-vscode" / "media" / "readme"
FEATURE = ".tmp/tasks/order-management-mvp"
NARROW, WIDE = 349, 560
"""Where the side bar ends in pixels: as it is at first, and with room for what stands in grey in a row."""


def finding(window: Window) -> None:
    """Findings in the text and in the list, and how one is mended."""
    window.problems.open()
    _take(window, "problems")
    window.editor.go_to('"99"')
    window.editor.light_bulb()
    _take(window, "quick-fix")


def reading(window: Window) -> None:
    """The lines behind a reference, and the siblings that can be depended on."""
    window.editor.go_to(".opencode/context/core/standards/code-quality.md")
    expect(window.editor.hover().locator(".monaco-tokenized-source").first).to_be_visible()
    _take(window, "hover")
    window.press("Escape")
    window.editor.go_to('"depends_on": [', after=True)
    window.editor.type('"')
    window.editor.complete()
    _take(window, "completion")


def renaming(window: Window) -> None:
    """The box for a new number."""
    window.editor.go_to('"07"')
    window.press("ArrowRight", "F2")
    expect(window.page.locator(".rename-box input")).to_be_visible()
    _take(window, "rename")


def views(window: Window) -> None:
    """The view in the side bar, the status bar, the graph and the board."""
    window.run("Callsheet: Focus on Features View")
    expect(window.tree("Features").row("02 Types")).to_be_visible()
    _drag(window, NARROW, WIDE)
    window.status_bar.item("order-management-mvp").hover()
    expect(window.page.locator(".monaco-hover:visible").first).to_contain_text("in progress")
    _take(window, "status", {"x": 0, "y": 500, "width": 640, "height": 300})
    _take(window, "tree", {"x": 0, "y": 0, "width": 1000, "height": 640})
    window.run("View: Toggle Primary Side Bar Visibility")
    window.run("Callsheet: Open Graph")
    for view in ("graph", "board"):
        window.web_page().get_by_role("tab", name=view.capitalize()).click()
        expect(window.web_page().get_by_text("Place an order").first).to_be_visible()
        _take(window, view)


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE * 1000)
    scenes: list[tuple[str, Callable[[Window], None]]] = [
        ("99", finding),
        ("03", reading),
        ("03", renaming),
        ("03", views),
    ]
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        extensions = install_extension(VSIX, Path(folder) / "extension")
        for number, (dependency, scene) in enumerate(scenes):
            place = Path(folder) / str(number)
            example = Path(shutil.copytree(REPOSITORY / "examples" / "order-management", place / "order-management"))
            subtask = example / FEATURE / "subtask_07.json"
            subtask.write_text(
                subtask.read_text(encoding="utf-8").replace('"03"', f'"{dependency}"', 1), encoding="utf-8"
            )
            with closing(Sessions(browser, place, extensions=extensions, environment=environment())) as sessions:
                window = sessions.open(example, f"{FEATURE}/subtask_07.json")
                expect(window.editor.lenses.first).to_be_visible()
                scene(window)


def _take(window: Window, name: str, part: FloatRect | None = None) -> None:
    """Keep what a window, or a part of it, shows, in as few colours as a user interface has."""
    picture = Image.open(BytesIO(window.page.screenshot(clip=part))).convert("RGB")
    few = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name}.png", optimize=True)


def _drag(window: Window, start: int, end: int) -> None:
    """Drag the border of the side bar."""
    mouse, middle = window.page.mouse, 300
    mouse.move(start, middle)
    mouse.down()
    mouse.move(end, middle, steps=5)
    mouse.up()


if __name__ == "__main__":
    main()
