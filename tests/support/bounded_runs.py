"""Many runs of the command, each in a process of its own with little memory: one helper process loads the
program and forks for each.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

MEMORY = 1024 * 1024 * 1024
_HELPER = """
import json, os, resource, sys, tempfile
import importlib, pkgutil
import discrepancy
from discrepancy.commands.main import main

for module in pkgutil.walk_packages(discrepancy.__path__, "discrepancy."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)  # once, not in each child

memory, seconds, runs = json.load(sys.stdin)
answers = {}
for name, (folder, words) in runs.items():
    with tempfile.TemporaryFile() as out:
        child = os.fork()
        if child == 0:
            code = 99
            try:
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
                resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
                for stream in (1, 2):
                    os.dup2(out.fileno(), stream)
                sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False)
                sys.stderr = open(2, "w", encoding="utf-8", errors="replace", closefd=False)
                os.chdir(folder)
                main(words)
            except SystemExit as ended:
                code = ended.code
            except BaseException as fault:
                print("TRACEBACK", repr(fault), file=sys.stderr)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code if isinstance(code, int) else 98)
        _, status, usage = os.wait4(child, 0)
        out.seek(0)
        said = out.read(100_000).decode("utf-8", "replace")
        answers[name] = [os.waitstatus_to_exitcode(status), said, usage.ru_maxrss, usage.ru_utime + usage.ru_stime]
json.dump(answers, sys.stdout)
"""


class BoundedRun(NamedTuple):
    """How a run ended: its exit code (below nothing where a signal ended it), the beginning of all that it
    printed, the most memory of it and its children in KB, and its seconds of processor.
    """

    code: int
    text: str
    memory: int
    seconds: float


def bounded_runs(runs: Mapping[str, tuple[Path, Sequence[str]]], seconds: int = 120) -> dict[str, BoundedRun]:
    """How each run, a folder and the words of a command by a name, ended."""
    given = json.dumps(
        [MEMORY, seconds, {name: [str(folder), [*words]] for name, (folder, words) in runs.items()}]
    )
    done = subprocess.run(
        [sys.executable, "-c", _HELPER], input=given, capture_output=True, text=True, check=True
    )
    return {name: BoundedRun(*answer) for name, answer in json.loads(done.stdout).items()}
