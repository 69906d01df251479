"""Text of unknown encoding: decided over the whole file, decoded in a stream.

UTF-8 is recognised by being it: hardly any other text is. Bytes that the chosen encoding does not
have become UNREADABLE, so that a cell can be faulty without the file being so.
"""

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from passports.intake.reading.charsets import DOUBTFUL, guess
from passports.intake.reading.limits import SAMPLE_BYTES
from passports.intake.reading.places import FILE
from passports.intake.reading.table import Note

# Half a surrogate pair, which no encoding produces.
UNREADABLE = "\udcff"

_ERRORS = "passports-unreadable"
_BLOCK = 1 << 20
_ENOUGH = 1 << 18  # bytes beyond ASCII that are not UTF-8, to be sure
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_RUN = re.compile(rb"[\x80-\xff]+")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Where text in UTF-8 that crept in still decodes, and looks like "Ã¼".
_LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "latin-1", "iso8859-15"})
# Where a short text may happen to be UTF-8 as well.
_SEVERAL_BYTES = ("utf-", "gb18030", "big5", "cp932", "euc-jp", "cp949")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file, one of `form.ENCODINGS`.

    `mixed` when it is one of the Latin ones and some places are nevertheless in UTF-8.
    """

    name: str
    mixed: bool = False
    notes: tuple[Note, ...] = ()


def encoding_of(file: BinaryIO, said: str = "") -> Encoding:
    """Return the encoding of a file: its byte order mark, else `said`, else the likeliest."""
    file.seek(0)
    head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    if said.startswith(_SEVERAL_BYTES):
        return Encoding(said)
    if not said and (wide := _without_mark(head)):
        return Encoding(wide, notes=(_guessed(wide),))
    file.seek(0)
    census = _Census()
    census.take(file)
    if not said:
        return _likeliest(census)
    if census.other or not census.utf8:
        return Encoding(said, mixed=census.utf8 > 0 and said in _LATIN)
    sentence = f"The file is in UTF-8 throughout, not in {said} as was said."
    return Encoding("utf-8", notes=(Note("encoding.utf8", sentence, FILE),))


@contextmanager
def decoded(file: BinaryIO, encoding: Encoding) -> Iterator[io.TextIOWrapper]:
    """Give the text of a file from its beginning, line ends as they are, the mark left out."""
    file.seek(0)
    text = io.TextIOWrapper(file, _codec(encoding), _ERRORS, newline="")
    try:
        yield text
    finally:
        # It would close the file when it is thrown away.
        text.detach()


def last_text(file: BinaryIO, encoding: Encoding, size: int) -> str:
    """Return the whole lines among the last `size` bytes of a file; "" where none is whole."""
    file.seek(0)
    head = file.read(4)
    mark = next((mark for mark, _ in _MARKS if head.startswith(mark)), b"")
    end = file.seek(0, io.SEEK_END)
    # No character of a fixed width is cut in two at a multiple of four.
    start = file.seek(max(len(mark), (end - size) & ~3))
    text = (mark + file.read(size)).decode(_codec(encoding), _ERRORS)
    return text if start == len(mark) else text.partition("\n")[2]


def crept_in(cell: str, encoding: str) -> bool:
    """Whether a cell that was decoded with a Latin encoding is in UTF-8 in truth."""
    if cell.isascii():
        return False
    try:
        cell.encode(encoding).decode()
    except UnicodeError:
        return False
    return True


def _codec(encoding: Encoding) -> str:
    return "utf-8-sig" if encoding.name == "utf-8" else encoding.name


def _without_mark(head: bytes) -> str:
    """Return UTF-16 of either order if the text has the zero bytes of it, else ""."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 5 > len(head) // 2 and not even:
        return "utf-16-le"
    if even * 5 > len(head) // 2 and not odd:
        return "utf-16-be"
    return ""


def _likeliest(census: "_Census") -> Encoding:
    if not census.other:
        return Encoding("utf-8")
    if census.utf8 >= census.other:
        sentence = "Some cells are not in UTF-8 like the rest of the file: each is a fault."
        return Encoding("utf-8", notes=(Note("encoding.mixed", sentence, FILE),))
    found = guess(bytes(census.sample))
    notes = (_guessed(found.encoding, doubtful=found.fit < DOUBTFUL),)
    return Encoding(found.encoding, census.utf8 > 0 and found.encoding in _LATIN, notes)


class _Census:
    """Counts the bytes beyond ASCII that are UTF-8, and those that are not, with their lines."""

    def __init__(self) -> None:
        self.utf8 = 0
        self.other = 0
        self.sample = bytearray()

    def take(self, file: BinaryIO) -> None:
        rest = b""
        while block := file.read(_BLOCK):
            block = rest + block
            # Behind an ASCII byte no character of UTF-8 is cut in two.
            whole = len(block.rstrip(_BEYOND_ASCII)) or len(block)
            self._count(block[:whole])
            rest = block[whole:]
            if self.other > _ENOUGH and self.other > 10 * self.utf8:
                return
        self._count(rest)

    def _count(self, block: bytes) -> None:
        if block.isascii():
            return
        try:
            block.decode()
        except UnicodeDecodeError:
            self._count_runs(block)
        else:
            self.utf8 += len(block) - len(block.translate(None, _BEYOND_ASCII))

    def _count_runs(self, block: bytes) -> None:
        for run in _RUN.findall(block):
            if _is_utf8(run):
                self.utf8 += len(run)
            else:
                self.other += len(run)
        for line in block.splitlines(keepends=True):
            if len(self.sample) >= SAMPLE_BYTES:
                break
            if not _is_utf8(line):
                self.sample += line[:SAMPLE_BYTES]


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guessed(encoding: str, *, doubtful: bool = False) -> Note:
    sentence = f"The file does not say its encoding; it is read as {encoding}."
    if doubtful:
        sentence += " That is doubtful: look at letters with accents, or save it as UTF-8."
    return Note("encoding.doubtful" if doubtful else "encoding.guessed", sentence, FILE)


def _unreadable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return UNREADABLE, error.end


codecs.register_error(_ERRORS, _unreadable)
