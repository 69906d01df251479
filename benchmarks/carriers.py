"""A data carrier as SVG against the bare matrix of the library that finds it."""

from itertools import count

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from benchmarks.harness import Figures, by_turns
from domain.identifiers import Identifier, address, parse
from passports import carriers

BASE = "https://passports.example"
ROUNDS = 7
TIMES = 60


def svg() -> Figures:
    """One code as SVG; the baseline stops at the matrix. Each address is a new one."""
    serials = count()

    def item() -> Identifier:
        return parse(f"gs1:01/09506000134352/21/{next(serials):010}")

    def matrix() -> object:
        code = QRCode(error_correction=ERROR_CORRECT_M)
        code.add_data(address(item(), BASE))
        code.make(fit=True)
        return code.get_matrix()

    assert carriers.svg(item(), BASE).startswith(b"<svg ")
    pairs = by_turns(lambda: carriers.svg(item(), BASE), matrix, rounds=ROUNDS, times=TIMES)
    length = len(address(item(), BASE))
    return Figures(
        [(ours / 1000, baseline / 1000) for ours, baseline in pairs],
        1,
        f"address of {length} characters, level M, mask by its penalty, text below; qrcode's own"
        " choice of modes in the baseline",
    )
