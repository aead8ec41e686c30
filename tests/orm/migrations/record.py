"""Asks the real alembic what lies between the models and the database of each pair beside this
file, and writes what it says into recorded.json:

    python record.py [PAIR.txt …] [--write FILE]

A pair is a database in SQL, a line of five hyphens, and models. Alembic runs with
render_as_batch=True, as it advises for SQLite, on a database in memory.
"""

import argparse
import json
import logging
import os
import pathlib
import sys
import tempfile
import warnings

import alembic
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

HERE = pathlib.Path(__file__).parent

ENV = """
from alembic import context
given = context.config.attributes
context.configure(
    connection=given["connection"], target_metadata=given["metadata"], render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
"""

IMPORTS = (HERE / "imports.py").read_text()


class Lines(logging.Handler):
    def __init__(self):
        super().__init__()
        self.lines = []

    def emit(self, record):
        self.lines.append(record.getMessage())


def functions(script):
    return script[script.index("def upgrade()"):]


def schema(raw):
    """What a database declares, as the test describes it."""
    tables = {}
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name <> 'alembic_version' ORDER BY name"
    )
    for (name,) in names.fetchall():
        columns = [
            {"name": row[1], "type": row[2].upper(), "not_null": bool(row[3]),
             "default": row[4], "key": row[5]}
            for row in raw.execute("SELECT * FROM pragma_table_info(?)", (name,))
        ]
        keys = {}
        for row in raw.execute("SELECT * FROM pragma_foreign_key_list(?)", (name,)):
            key = keys.setdefault(row[0], {"columns": [], "target": row[2], "targets": [],
                                           "on_update": row[5], "on_delete": row[6]})
            key["columns"].append(row[3])
            key["targets"].append(row[4])
        indexes = []
        for row in raw.execute("SELECT * FROM pragma_index_list(?)", (name,)).fetchall():
            own = raw.execute("SELECT name FROM pragma_index_info(?)", (row[1],))
            if row[3] != "pk":
                indexes.append({"name": row[1] if row[3] == "c" else None,
                                "unique": bool(row[2]), "columns": [it[0] for it in own]})
        tables[name] = {
            "columns": columns,
            "keys": sorted(keys.values(), key=json.dumps),
            "indexes": sorted(indexes, key=json.dumps),
            "rows": sorted(
                (list(row) for row in raw.execute(f'SELECT * FROM "{name}"')), key=json.dumps
            ),
        }
    return tables


def record(path):
    before, models = path.read_text().split("-----\n")
    with tempfile.TemporaryDirectory() as folder:
        config = Config(stdout=open(os.devnull, "w"))
        config.set_main_option("script_location", folder)
        pathlib.Path(folder, "versions").mkdir()
        pathlib.Path(folder, "env.py").write_text(ENV)
        template = pathlib.Path(alembic.__file__).parent / "templates/generic/script.py.mako"
        pathlib.Path(folder, "script.py.mako").write_text(template.read_text())
        with sa.create_engine("sqlite://").connect() as connection:
            raw = connection.connection.driver_connection
            raw.executescript(before)
            names = {"__name__": "__main__"}
            exec(IMPORTS, names)
            exec(models, names)
            config.attributes.update(connection=connection, metadata=names["Base"].metadata)
            handler = Lines()
            logger = logging.getLogger("alembic.autogenerate")
            logger.setLevel(logging.INFO)
            logger.handlers = [handler]
            written = command.revision(config, "Pair", autogenerate=True, rev_id="aaaa")
            script = pathlib.Path(written.path).read_text()
            error = None
            try:
                command.upgrade(config, "head")
            except Exception as failed:
                error = f"{type(failed).__name__}: {failed}".splitlines()[0]
            return {
                "script": functions(script),
                "detected": [line for line in handler.lines if line.startswith("Detected")],
                "error": error,
                "schema": None if error else schema(raw),
            }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", nargs="*", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path, default=HERE / "recorded.json")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    pairs = given.pairs or sorted((HERE / "pairs").glob("*.txt"))
    recorded = {"alembic": alembic.__version__, "sqlalchemy": sa.__version__,
                "pairs": {path.stem: record(path) for path in pairs}}
    given.write.write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    sys.exit(main())
