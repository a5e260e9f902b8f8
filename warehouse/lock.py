"""One writer at a time: a lock that the operating system lets go of when its process ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import LockedError
from warehouse.paths import WarehousePaths


@contextmanager
def writer_lock(paths: WarehousePaths) -> Iterator[None]:
    """Hold the warehouse's lock; raises `LockedError` at once where another process holds it.

    A file left behind by a dead process locks nobody out: the lock is the kernel's, the file only its handle.
    """
    paths.make()
    handle = os.open(paths.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 32, 0).decode(errors="replace").strip() or "unknown"
            raise LockedError(
                f"another run (process {holder}) is writing to {paths.published}",
                advice="wait for it to end, then try again",
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
