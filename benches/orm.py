#!/usr/bin/env python3
"""A fresh process of `relatable orm` beside one of CPython with SQLAlchemy, on one script.

    cargo build --release
    RELATABLE_SQLALCHEMY=PYTHON benches/orm.py [RUNS]

PYTHON has sqlalchemy installed; without the variable it is the Python that runs this. The two
take turns, so that whatever else the machine does meets both. Both must print the same. Exits 1
where the ratio of the medians is under 50.
"""
import os
import pathlib
import statistics
import subprocess
import sys
import time

WANTED = 50
HERE = pathlib.Path(__file__).resolve().parent
SCRIPT = HERE / "orm" / "school.py"
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE.parent / "target"))


def run(command):
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    took = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return took, done.stdout


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    python = os.environ.get("RELATABLE_SQLALCHEMY", sys.executable)
    ours = [TARGET / "release" / "relatable", "orm", SCRIPT]
    theirs = [python, SCRIPT]
    if not ours[0].exists():
        sys.exit("Build it first: cargo build --release")
    # Once beforehand, so that CPython's compiled modules and the disk's cache are there for both.
    _, printed = run(theirs)
    _, told = run(ours)
    if not told.startswith(printed):
        sys.exit(f"They do not print the same:\n{printed}---\n{told}")
    times = {"relatable": [], "python": []}
    for _ in range(runs):
        times["python"].append(run(theirs)[0])
        times["relatable"].append(run(ours)[0])
    medians = {name: statistics.median(took) for name, took in times.items()}
    for name, took in times.items():
        print(f"{name:10} median {medians[name] * 1000:8.2f} ms   "
              f"from {min(took) * 1000:.2f} to {max(took) * 1000:.2f}   of {len(took)}")
    ratio = medians["python"] / medians["relatable"]
    print(f"ratio {ratio:.0f} (wanted: {WANTED})")
    return 0 if ratio >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
