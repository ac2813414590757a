"""Container images, really built: buildah, podman and, without a registry, debootstrap."""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from birdapp.settings import ROOT

CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
STAND_IN_PACKAGES = "ca-certificates,python3,python3-pip"
LEFT_OUT_OF_SLIM = ("usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/info")


def run(*command: str | Path, timeout: float = 1800) -> str:
    """Run a command; its output, or an AssertionError with everything that it said."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, cwd=ROOT)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def build(dockerfile: str, tag: str, **arguments: str) -> str:
    """Build a Dockerfile of the project; the image's name."""
    ensure_base(wanted_base(dockerfile))
    image = f"localhost/urban-bird-recognizer:{tag}"
    with tempfile.TemporaryDirectory() as folder:
        run(
            "buildah", "bud", "--layers", "--format", "docker", "--pull-never",
            f"--from={base_of(dockerfile)}",
            "--isolation", "chroot", "--network", "host",
            *_pip_as_on_this_machine(Path(folder)),
            *(f"--build-arg={name}={value}" for name, value in arguments.items()),
            "--file", dockerfile, "--tag", image, ".",
        )  # fmt: skip
    return image


def size(image: str) -> int:
    """Uncompressed bytes of all layers."""
    return int(json.loads(run("podman", "image", "inspect", image))[0]["Size"])


def base_of(dockerfile: str) -> str:
    """The image here that a Dockerfile starts from; a stand-in has its tag, but not its digest."""
    wanted = wanted_base(dockerfile)
    return wanted if _is_here(wanted) else wanted.partition("@")[0]


def wanted_base(dockerfile: str) -> str:
    """The image that a Dockerfile names, by tag or by digest."""
    first = next(
        line for line in (ROOT / dockerfile).read_text().splitlines() if line.startswith("FROM ")
    )
    return first.split()[1]


def is_stand_in(image: str) -> bool:
    """Whether the base image was made here, because no registry could be reached."""
    labels = json.loads(run("podman", "image", "inspect", image))[0]["Labels"] or {}
    return "stand-in" in labels


def ensure_base(image: str) -> None:
    """Pull the base image, or make one of the same tag where no registry can be reached."""
    if _is_here(image):
        return
    pull = subprocess.run(["buildah", "pull", "-q", image], capture_output=True, timeout=600)
    tag = image.partition("@")[0]
    if pull.returncode and not _is_here(tag):
        _make_stand_in(tag)


def _is_here(image: str) -> bool:
    return subprocess.run(["podman", "image", "exists", image]).returncode == 0


def _make_stand_in(image: str) -> None:
    """Debian's own Python, laid out like the official image: `python`, `pip`, no manuals."""
    release = image.rsplit("-", 1)[1]
    root = Path(tempfile.mkdtemp(prefix="base-", dir="/var/tmp"))
    try:
        run("debootstrap", "--variant=minbase", f"--include={STAND_IN_PACKAGES}", release, root)
        (root / "usr/local/bin/python").symlink_to("/usr/bin/python3")
        (root / "usr/local/bin/pip").symlink_to("/usr/bin/pip3")
        for folder in ("var/cache/apt", "var/lib/apt/lists", *LEFT_OUT_OF_SLIM):
            shutil.rmtree(root / folder)
        for marker in root.glob("usr/lib/python3*/EXTERNALLY-MANAGED"):
            marker.unlink()
        container = run("buildah", "from", "scratch").strip()
        run("buildah", "add", "-q", container, root, "/")
        run(
            "buildah", "config", "--label", "stand-in=debootstrap", "--cmd", "python3",
            "--env", "PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", container,
        )  # fmt: skip
        run("buildah", "commit", "-q", "--rm", container, image)
    finally:
        shutil.rmtree(root)


def _pip_as_on_this_machine(folder: Path) -> list[str]:
    """Mounts that let pip reach the index as pip here does; nothing of it enters the image."""
    listed = run("pip", "config", "list").replace("'", "").splitlines()
    settings = dict(line.split("=", 1) for line in listed)
    chosen = {
        name: settings.get(f"global.{name}") or settings.get(f":env:.{name}")
        for name in ("index-url", "find-links")
    }
    if CERTIFICATES.is_file():
        chosen["cert"] = str(CERTIFICATES)
    mounts = [value for value in chosen.values() if value and Path(value).exists()]
    lines = [f"{name} = {value}\n" for name, value in chosen.items() if value]
    (folder / "pip.conf").write_text("[global]\n" + "".join(lines))
    return [
        f"--volume={folder}/pip.conf:/etc/pip.conf:ro",
        *(f"--volume={path}:{path}:ro" for path in mounts),
    ]
