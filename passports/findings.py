"""What the checks of the schemas find."""

from dataclasses import dataclass

from domain.faults import Fault


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault and the file that has it, as its path below the folder of schemas."""

    file: str
    fault: Fault
