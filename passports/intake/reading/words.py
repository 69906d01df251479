"""The words that stand around products in tables: units, totals, remarks, in many languages."""

import json
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = json.loads(Path(__file__).with_name("words.json").read_bytes())
