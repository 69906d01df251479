"""Checks of the shipped sectors: code lists, schema files, examples and broken documents."""

from collections.abc import Mapping
from pathlib import Path

from domain.code_lists import FOLDER as CODES
from domain.faults import Fault, Json, Refusal
from domain.sector_schema import Schema, expand, walk
from domain.strict_json import Limits, loads
from domain.validation import Validator, lint, lint_codes
from passports.findings import Finding
from passports.label_checks import AUDIENCES, check_labels
from passports.schema_registry import VERSION_FILE, sector_names

UNITS = f"{CODES}/units"
EXAMPLES = "examples"
BROKEN = "broken"
# A schema is ours and not a stranger's; what bounds it is what a reader can keep in mind.
LIMITS = Limits(bytes=256_000, nodes=50_000)


def check(folder: Path) -> list[Finding]:
    """Return what is wrong with the sectors in a folder; [] when all is well.

    Every version of a sector is linted. Its newest version has to accept each of `examples/` and to
    find in each of `broken/` exactly the faults that the file names; both engines have to agree. A
    code list with a fault is as good as none for the sectors that name it. Once all this is in
    order, the translations are looked at.
    """
    return _Check(folder).run() or check_labels(folder)


def _unknown_units(schema: Schema, files: Mapping[str, Schema]) -> list[Fault]:
    """Return a fault for each leaf whose unit is not in the list of units, where there is one."""
    units = files.get(UNITS, {}).get("codes")
    return [
        Fault(
            "schema.unit_unknown",
            "The list of units does not have this unit, so that pages show its bare code.",
            leaf.pointer,
            f"Add it to {UNITS}.json, or use one that is there.",
        )
        for leaf in walk(schema).fields
        if units and leaf.unit and leaf.unit not in units
    ]


class _Check:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []

    def run(self) -> list[Finding]:
        files = self._code_lists()
        for path in sorted(self.folder.glob("*/*.json")):
            if VERSION_FILE.fullmatch(path.name) and (schema := self._object(path)):
                files[f"{path.parent.name}/{path.stem}"] = schema
        audiences = frozenset(self._object(self.folder / AUDIENCES))
        newest: dict[str, Validator | None] = {}
        for name in sector_names(files):
            newest[name.partition("/")[0]] = self._schema(name, files, audiences)
        for sector, validator in newest.items():
            if validator is not None:
                self._documents(sector, validator)
        return self.findings

    def _code_lists(self) -> dict[str, Schema]:
        """Return the code lists that are in order by name, such as "codes/materials"."""
        sound = {}
        for path in sorted((self.folder / CODES).glob("*.json")):
            if content := self._object(path):
                faults = lint_codes(content)
                self.findings += (Finding(self._name(path), fault) for fault in faults)
                if not faults:
                    sound[f"{CODES}/{path.stem}"] = content
        return sound

    def _schema(
        self, name: str, files: Mapping[str, Schema], audiences: frozenset[str]
    ) -> Validator | None:
        file = f"{name}.json"
        if files[name].get("$id") != name:
            self._note(file, "schema.id", "/$id", "The $id is not the file's place.", name)
        try:
            schema = expand(name, files)
            faults = lint(schema, audiences) or _unknown_units(schema, files)
            validator = None if faults else Validator(schema)
        except Refusal as refusal:
            faults, validator = list(refusal.faults), None
        self.findings += (Finding(file, fault) for fault in faults)
        return validator

    def _documents(self, sector: str, validator: Validator) -> None:
        for kind in (EXAMPLES, BROKEN):
            paths = sorted((self.folder / sector / kind).glob("*.json"))
            if not paths:
                sentence = "There is no document with which to test the schema."
                self._note(f"{sector}/{kind}", "schema.documents", "", sentence, "Add one.")
            for path in paths:
                content = self._object(path)
                if kind == BROKEN:
                    self._broken(path, content, validator)
                elif content:
                    found = self._faults(path, content, validator)
                    self.findings += (Finding(self._name(path), fault) for fault in found)

    def _broken(self, path: Path, content: Schema, validator: Validator) -> None:
        file, named = self._name(path), content.get("faults")
        if "document" not in content or not isinstance(named, list) or not named:
            sentence = "The file does not hold a document and the faults it must give."
            self._note(
                file, "broken.form", "", sentence, 'Write {"document": ..., "faults": [...]}.'
            )
            return
        expected = {(str(fault.get("pointer")), str(fault.get("code"))) for fault in named}
        found = self._faults(path, content["document"], validator)
        self.findings += (
            Finding(file, fault) for fault in found if (fault.pointer, fault.code) not in expected
        )
        for pointer, code in sorted(expected - {(fault.pointer, fault.code) for fault in found}):
            sentence = f"The fault {code} is named and not found."
            self._note(file, "broken.missing", pointer, sentence, "Correct the file or the schema.")

    def _faults(self, path: Path, document: Json, validator: Validator) -> list[Fault]:
        faults = validator.faults(document)
        if validator.is_valid(document) == bool(faults):
            sentence = "One engine refuses the document and the other does not."
            remedy = "Find the keyword on which they differ, and do without it."
            self._note(self._name(path), "engines.disagree", "", sentence, remedy)
        return faults

    def _object(self, path: Path) -> Schema:
        """Return the JSON object in a file, read strictly; {} with a finding for anything else."""
        try:
            content = loads(path.read_bytes(), LIMITS)
        except OSError:
            self._note(self._name(path), "schema.file", "", "There is no such file.", "Add it.")
            return {}
        except Refusal as refusal:
            self.findings += (Finding(self._name(path), fault) for fault in refusal.faults)
            return {}
        if not isinstance(content, dict):
            sentence = "The file does not hold an object."
            self._note(self._name(path), "type", "", sentence, "Write one.")
            return {}
        return content

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _note(self, file: str, code: str, pointer: str, sentence: str, remedy: str) -> None:
        self.findings.append(Finding(file, Fault(code, sentence, pointer, remedy)))
