"""Child processes that are started again when they end, and that never outlive us."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from typing import Self

PATIENCE = 4.0  # seconds a child has to end by itself
LONG_LIFE = 60.0  # a child that lived shorter than this is started again ever more slowly
PR_SET_PDEATHSIG = 1  # linux/prctl.h
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


@dataclass
class Child:
    """A process that should always run; `begun` and `pause` are in seconds."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    begun: float = 0.0
    pause: float = SHORTEST_PAUSE

    def keep_running(self, now: float) -> None:
        if self.process is None:
            self._start(now)
        elif self.process.poll() is not None and now >= self.begun + self.pause:
            self.pause = min(self.pause * 2, LONGEST_PAUSE) if now - self.begun < LONG_LIFE else SHORTEST_PAUSE
            print(f"{self.name} ended ({self.process.returncode}); starting it again.", file=sys.stderr)
            self._start(now)

    def _start(self, now: float) -> None:
        self.begun = now
        end_with_us = partial(_end_with_parent, os.getpid())
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=end_with_us)

    def ask_to_end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end_by(self, deadline: float) -> None:
        if not self.process:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


class Family:
    """All our children; whoever leaves the block takes them along, within PATIENCE."""

    def __init__(self) -> None:
        self.children: list[Child] = []

    def add(self, name: str, command: list[str]) -> None:
        self.children.append(Child(name, command))
        self.keep_running()

    def keep_running(self) -> None:
        for child in self.children:
            child.keep_running(time.monotonic())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + PATIENCE
        for child in self.children:
            child.end_by(deadline)


def _end_with_parent(parent: int) -> None:
    """In the child: should the parent be killed outright, even in this very moment, the kernel ends us too."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
