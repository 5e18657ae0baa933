"""A database that another version of Recovery left behind, recognised by the migration files it was made from.

Django keeps the names of the migrations that were applied, and a name does not tell: an `0001_initial` that is written
anew makes other tables under the same name, and `migrate` would take the old ones for them.  So the database on an
embedded server carries, as its comment, a digest of every migration file that was there when it was last migrated:

- A file that was applied is gone or reads differently: the tables are not those the program expects.  A leftover.
  (So is one in which only a remark was changed; throwing fictitious people away once too often costs a few seconds.)
- A file was added: no leftover, `migrate` goes on from the data there are.
- There are tables and no digests: a leftover from before digests were kept.

The comment is dropped with its database, so the two never disagree.  Migrations of installed packages do not count:
their own authors see to it that they fit.  A database on a server that somebody named gets no comment; there only the
names are compared, and it is for its owner to do something about it.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import recovery

Digests = dict[str, str]  # of migration files, by "app.name"

ROOT = Path(recovery.__file__).parent.parent


def migration_files(root: Path = ROOT) -> Digests:
    """The digest of every migration file of the packages in `root`."""
    return {
        f"{path.parent.parent.name}.{path.stem}": sha256(path.read_bytes()).hexdigest()
        for package in root.glob("*/__init__.py")
        for path in package.parent.rglob("migrations/[!_]*.py")
    }


def is_leftover(cursor: Any, *, embedded: bool) -> bool:
    """Whether the database that `cursor` is in was made from other migration files than there are now."""
    files = migration_files()
    made_from = _digests(cursor) if embedded else files
    if made_from is None:
        return _has_tables(cursor)
    apps = {name.partition(".")[0] for name in (*files, *made_from)}
    ours = [f"{app}.{name}" for app, name in _applied(cursor) if app in apps]
    return any(name not in files or made_from.get(name) != files[name] for name in ours)


def remember(cursor: Any, database: str) -> None:
    """Write the digests of the files there are now into the comment of `database`, before they are applied."""
    cursor.execute(f"COMMENT ON DATABASE {database} IS %s", [json.dumps(migration_files())])


def _digests(cursor: Any) -> Digests | None:
    cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()")
    (comment,) = cursor.fetchone()
    return json.loads(comment) if comment else None


def _has_tables(cursor: Any) -> bool:
    cursor.execute("SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')")
    (found,) = cursor.fetchone()
    return bool(found)


def _applied(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute("SELECT to_regclass('public.django_migrations')")
    if cursor.fetchone() == (None,):
        return []
    cursor.execute("SELECT app, name FROM django_migrations")
    return list(cursor.fetchall())
