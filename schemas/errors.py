"""The errors of Socle. Each says why, carries a reason code and tells whether trying again can help."""

from typing import ClassVar


class SocleError(Exception):
    """Root of all our errors. `reason` is a stable code, `retryable` tells whether another run may succeed."""

    reason: ClassVar[str] = "error"
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


class SettingsError(SocleError):
    """A setting or an argument that cannot be used."""

    reason = "settings"


class ReadError(SocleError):
    """A file that could not be turned into a document."""

    reason = "corrupt"


class UnsupportedMediaError(ReadError):
    """Content of a known type that no reader takes: counted as ignored."""

    reason = "unsupported"


class UnrecognisedError(ReadError):
    """Bytes that are no text and no known type."""

    reason = "unrecognised"


class EncryptedFileError(ReadError):
    """A file that needs a password."""

    reason = "encrypted"


class EmptyFileError(ReadError):
    """No bytes, or nothing but white space."""

    reason = "empty"


class NoTextError(ReadError):
    """A readable file without a text layer, such as a scan."""

    reason = "no_text"


class TooLargeError(ReadError):
    """Past one of the limits in `schemas.limits`."""

    reason = "too_large"


class AccessError(ReadError):
    """The file system refused to give the bytes."""

    reason = "unreadable"
    retryable = True


class TimedOutError(ReadError):
    """The document took longer than the limit."""

    reason = "timeout"
    retryable = True


class OutOfMemoryError(ReadError):
    """The document needed more memory than the limit."""

    reason = "out_of_memory"
    retryable = True


class WorkerDiedError(ReadError):
    """The process that read the document ended without an answer."""

    reason = "crashed"
    retryable = True


class ExtractionError(SocleError):
    """An extractor broke its contract or raised; its facts of the document are withheld."""

    reason = "extractor"


class RuleError(SocleError):
    """A rule file that cannot be used; names file and key."""

    reason = "rules"


class LoadError(SocleError):
    """Shards that could not be loaded; nothing of them was."""

    reason = "load"


class CheckError(SocleError):
    """A check on the loaded warehouse found rows that are wrong; nothing was published."""

    reason = "check"


class WarehouseError(SocleError):
    """A warehouse file that is missing, corrupt, or newer than this program."""

    reason = "warehouse"


class LockedError(SocleError):
    """Another run is writing to the same warehouse."""

    reason = "locked"
    retryable = True
