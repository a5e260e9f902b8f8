"""Child processes that never outlive their parent, whatever ends it."""

import ctypes
import os
import signal

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Called in a child: let the kernel kill it when process `parent`, which started it, is gone.

    The kernel watches the *thread* that made the child, so children are made by threads that last as long as the run.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
