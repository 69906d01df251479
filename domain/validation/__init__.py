"""Validation of passports against their sector schema, and the lint of the schemas."""

from domain.validation.lint import lint
from domain.validation.lint_codes import lint_codes
from domain.validation.validator import Validator

__all__ = ["Validator", "lint", "lint_codes"]
