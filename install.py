"""Makes an environment and installs into it exactly what a lock says, checked by hashes.

python3 install.py            what serves, into .venv
python3 install.py --light    that and what tests without PyTorch need, into .venv-light
python3 install.py --tests    everything, into .venv-test

Any Python can read this file, as it can pythons.py.
"""

import os
import subprocess
import sys

import pythons

HERE = os.path.dirname(os.path.abspath(__file__))
WHAT = {
    "": (".venv", "requirements-slim.lock"),
    "--light": (".venv-light", "requirements-light.lock"),
    "--tests": (".venv-test", "requirements.lock"),
}


def main(wish):
    """What went wrong, in a sentence, or None."""
    if wish not in WHAT:
        return "Usage: install.py [--light | --tests]"
    folder, lock = (os.path.join(HERE, name) for name in WHAT[wish])
    return install(folder, lock)


def install(folder, lock):
    """Install a lock into an environment, which is made; what went wrong, or None."""
    if subprocess.call([sys.executable, "-m", "venv", folder]):
        return "The environment {} could not be made; the reason is above.".format(folder)
    python = os.path.join(folder, "Scripts" if os.name == "nt" else "bin", "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The lock pins pip as well: there will be no more than one.
    if subprocess.call(pip + ["--only-binary=:all:", "--require-hashes", "--requirement", lock]):
        return "{} could not be installed; pip says why above.".format(os.path.basename(lock))
    return None


if __name__ == "__main__":
    pythons.check()
    sys.exit(main(" ".join(sys.argv[1:])))
