"""Runs Python functions in forked processes, on all cores.

A forked process starts with a copy of the parent's memory, so functions and their arguments are
never pickled. Only the indexes of items are sent to a worker, and only results are sent back.

The pools of the standard library aren't used, because they pickle each call, including the corpus.
``multiprocessing.Pool`` waits for ever for the result of a worker that was killed.
``ProcessPoolExecutor`` lets running calls finish when the parent fails. Neither pool ends its
workers when the parent is killed, so the workers of a killed build could still run during the next
build.
"""

from .background import BackgroundTask
from .mapping import FEW_FILES, default_workers, parallel_map
from .process import WorkerError

__all__ = ["FEW_FILES", "BackgroundTask", "WorkerError", "default_workers", "parallel_map"]
