"""Which account the embedded servers run as. PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from mingjing.embedded.failure import ServerUnavailable

UNPRIVILEGED = "nobody"
# Enough to pass a clone or data directory below a 0700 folder (/root); containers often have only the second.
PASSING_CAPABILITIES = ("dac_read_search", "dac_override")


@dataclass(frozen=True)
class Account:
    """`prefix` goes before every command line and leaves root behind; it is empty for a user who is not root.

    `naming` goes before that of initdb.
    """

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()

    def own(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def account_for(database: Path, program: Path) -> Account:
    """The account that can run `program` on the files in `database`: the caller, or for root an unprivileged one.

    A database that exists keeps its owner. Raises `ServerUnavailable` when the caller cannot become that owner.
    """
    found = database.stat() if database.exists() else None
    owner = found.st_uid if found else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise ServerUnavailable(f"{database} belongs to user {owner}: run as that user or name another directory.")
        return Account(os.geteuid(), os.getegid(), naming=named())
    if found and owner:
        return unprivileged(owner, found.st_gid, (database.parent, program))
    nobody = pwd.getpwnam(UNPRIVILEGED)
    return unprivileged(nobody.pw_uid, nobody.pw_gid, (database.parent, program))


def named() -> tuple[str, ...]:
    """PostgreSQL's initdb wants a name for its user; a container may run with a number that has none.

    There a user namespace of its own shows it the same account as `nobody`.
    """
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        entry = pwd.getpwnam(UNPRIVILEGED)
        return ("unshare", "--user", f"--map-user={entry.pw_uid}", f"--map-group={entry.pw_gid}", "--")
    return ()


def unprivileged(uid: int, gid: int, paths: tuple[Path, ...]) -> Account:
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        raise ServerUnavailable("Running as root needs `setpriv` (package util-linux); or run as another user.")
    leaving = (setpriv, f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--bounding-set=-all")
    plain = Account(uid, gid, (*leaving, "--inh-caps=-all", "--"))
    if not closed_folders(paths):
        return plain
    for capability in PASSING_CAPABILITIES:
        account = Account(uid, gid, with_capability(leaving[:-1], capability))
        if all(can_pass(account, path) for path in paths):
            return account
    open_folders(closed_folders(paths))
    return plain


def with_capability(leaving: tuple[str, ...], capability: str) -> tuple[str, ...]:
    only = f"=-all,+{capability}"
    # PostgreSQL asks access(2), which forgets the capabilities of a user who is not root unless this bit is set.
    bit = "--securebits=+no_setuid_fixup"
    return (*leaving, bit, f"--bounding-set{only}", f"--inh-caps{only}", f"--ambient-caps{only}", "--")


def can_pass(account: Account, path: Path) -> bool:
    return subprocess.run([*account.prefix, "test", "-x", str(path)], capture_output=True, check=False).returncode == 0


def closed_folders(paths: tuple[Path, ...]) -> list[Path]:
    """What another user cannot pass on the way to `paths`, outermost first."""
    steps = {step for path in paths for step in (path, *path.parents)}
    return sorted(step for step in steps if not step.stat().st_mode & 0o001)


def open_folders(folders: list[Path]) -> None:
    for folder in folders:
        print(f"Opening {folder} for passing (o+x): the database runs as another user.", file=sys.stderr)  # noqa: T201
        folder.chmod(folder.stat().st_mode | 0o001)
