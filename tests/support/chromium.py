"""The system's Chromium: found, or installed where that is allowed. Never a downloaded copy of our own.

`python -m tests.support.chromium` prints where it is.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
    "--password-store=basic",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
)


def executable() -> str:
    """Where Chromium is; the test run stops with a sentence where there is none and none can be had."""
    return (
        found()
        or installed()
        or sys.exit("The browser tests need Chromium: install the package `chromium`, or name yours in CHROMIUM.")
    )


def found() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


def installed() -> str | None:
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (as_root and not may_use_sudo()):
        return None
    print("Setting up: Chromium, from the system's own packages", flush=True)
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL, check=False)
    wanted = ["--yes", "--no-install-recommends", "chromium", "fonts-liberation"]
    subprocess.run([*apt, "install", *wanted], stdout=subprocess.DEVNULL, check=False)
    return found()


def may_use_sudo() -> bool:
    sudo = shutil.which("sudo")
    return bool(sudo) and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0


def flags() -> list[str]:
    """Headless, silent towards the network; Chromium's sandbox cannot be had by root."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


if __name__ == "__main__":
    print(executable())
