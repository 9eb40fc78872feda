"""How a command line ends: every failure is one message on standard error and an exit code, never a traceback."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from mllm_kg.errors import MllmKgError, OutputError, RecordErrors

__all__ = ["INTERRUPTED", "interruptible", "run"]

INTERRUPTED = 130
_DROPPED = 0


def run(command: click.Command, args: Sequence[str], name: str, **extra: Any) -> int:
    """Run a command line and return its exit code.

    A verb returns its exit code, or nothing for 0. A reader that closes the pipe early has what it wanted: that is no
    failure. Ctrl-C gives 130.

    :param command: what to run
    :param args: its arguments
    :param name: what it is called
    """
    if f"_{name.upper().replace('-', '_')}_COMPLETE" in os.environ:
        return _completed(command, args, name, extra)
    try:
        with command.make_context(name, list(args), **extra) as context:
            code = command.invoke(context)
        _flush()
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        _drop_output()
        return _DROPPED
    except click.exceptions.Exit as end:
        return _after_help(end.exit_code)
    except click.ClickException as error:
        error.show(_stderr())
        return error.exit_code
    except RecordErrors as error:
        return _fail(f"Error [{error.id}]: {error.message}", error.exit_code, _found(error))
    except MllmKgError as error:
        return _fail(f"Error [{error.id}]: {error}", error.exit_code)
    except (KeyboardInterrupt, click.Abort, EOFError):
        return _fail("Interrupted.", INTERRUPTED)
    except OSError as error:
        return _fail(_told(error), 2)
    except RuntimeError as error:
        if not str(error).startswith("Corruption"):
            raise
        return _fail(f"Error [unreadable]: The graph's index is damaged: {error}".splitlines()[0], 2)


@contextlib.contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once while a query runs: the engine does not come back to Python in between."""
    import signal

    try:
        before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    except ValueError:  # not the main thread, which alone gets signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _completed(command: click.Command, args: Sequence[str], name: str, extra: dict[str, Any]) -> int:
    """Let click answer the shell's request for completions."""
    click.Command.main(command, list(args), name, standalone_mode=False, **extra)
    return 0


def _after_help(code: int) -> int:
    try:
        _flush()
    except BrokenPipeError:
        _drop_output()
        return _DROPPED
    except OutputError as error:
        return _fail(f"Error [{error.id}]: {error}", error.exit_code)
    return code


def _flush() -> None:
    """Write what is still buffered while a failure can be told."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"The output can't be written: {error.strerror or error}.") from None


def _fail(message: str, code: int, more: str = "") -> int:
    """Tell a failure.

    :param message: what went wrong
    :param code: the exit code, which is returned
    :param more: what follows the message; characters that steer a terminal are in it on purpose
    """
    from mllm_kg.cli.render import printable

    stream = _stderr()
    with contextlib.suppress(OSError, ValueError):
        stream.write(printable(message) + "\n" + more)
        stream.flush()
    _drop_output()
    return code


def _found(error: RecordErrors) -> str:
    """Return the mistakes in records, each with its line, as :mod:`~mllm_kg.findings.text` tells them."""
    from pathlib import Path

    from mllm_kg.assets import find_assets
    from mllm_kg.cli.options import locale_language
    from mllm_kg.cli.render import painted
    from mllm_kg.findings.source import reader, sourced
    from mllm_kg.findings.text import pieces

    folders = [Path()]
    with contextlib.suppress(MllmKgError):
        folders.append(find_assets().root)
    findings = list(sourced(error.findings, reader(*folders)))
    told = painted(pieces(findings, locale_language(), total=False), sys.stderr)
    return "\n" + told.rstrip("\n") + "\n"


def _drop_output() -> None:
    """Send what is still buffered nowhere: the interpreter flushes at its exit, and would fail again."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
            continue
        with contextlib.suppress(OSError, ValueError, AttributeError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def _stderr() -> Any:
    """Return standard error, or a stand-in where there is none."""
    return sys.stderr if sys.stderr is not None else open(os.devnull, "w", encoding="utf-8")


def _told(error: OSError) -> str:
    """Return the message for a failure of the system; without a file's name it is the output's."""
    reason = error.strerror or str(error)
    if error.filename is None:
        return f"Error [output]: The output can't be written: {reason}."
    return f"Error [unreadable]: {os.fsdecode(error.filename)}: {reason}."
