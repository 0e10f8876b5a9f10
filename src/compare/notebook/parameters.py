"""Checked parameters of the notebooks: one model each, unknown names refused, one clear line per fault."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from compare.errors import ParameterError
from compare.regions import all_regions


def _as_list(value: Any) -> Any:
    """Return a comma-separated text as the list it means, as papermill's command line passes it."""
    return [part for part in re.split(r"[,，\s]+", value) if part] if isinstance(value, str) else value


Codes = Annotated[list[str], BeforeValidator(_as_list)]


class Parameters(BaseModel):
    """What every notebook takes: the language of its words, and the date up to which texts are read."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    language: Literal["zh", "en"] = "zh"
    as_of: str = ""

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"]) or "parameters"
            found = f"{first.get('input')!r}: {first['msg']}"
            known = ", ".join(type(self).model_fields)
            raise ParameterError(f"Parameter '{name}'", found, f"This notebook takes {known}.") from error

    @field_validator("as_of")
    @classmethod
    def _a_date(cls, value: str) -> str:
        """Return the date, or raise where it is none."""
        if value:
            date.fromisoformat(value)
        return value


class EmphasisParameters(Parameters):
    """Parameters of everything that counts shares of text."""

    exclude_domains: Codes = Field(default_factory=lambda: ["G"])
    stance: Codes = Field(default_factory=list)
    document_ids: Codes = Field(default_factory=list)
    weight: Literal["measures", "characters"] = "measures"

    @field_validator("exclude_domains")
    @classmethod
    def _domains(cls, value: list[str]) -> list[str]:
        """Return the domain letters, or raise where one is none."""
        strange = [letter for letter in value if not re.fullmatch(r"[A-Z]", letter)]
        if strange:
            raise ValueError(f"domain letters expected, found {strange}")
        return value

    @field_validator("stance")
    @classmethod
    def _stances(cls, value: list[str]) -> list[str]:
        """Return the stances, or raise where one is none."""
        strange = [stance for stance in value if stance not in ("plan", "achieved")]
        if strange:
            raise ValueError(f"plan or achieved expected, found {strange}")
        return value


class NumbersParameters(EmphasisParameters):
    """Parameters of everything on numbers: which page of many texts to show, and the lenses to look through."""

    lens: Codes = Field(default_factory=list)
    page: int = Field(default=1, ge=1)


class WideParameters(EmphasisParameters):
    """Parameters of figures over many texts: how to group them where they are many, and which page of them to show."""

    group: Literal["", "none", "province", "level", "kind"] = ""
    page: int = Field(default=1, ge=1)


class LensParameters(WideParameters):
    """Parameters of everything that counts shares of text, seen through a researcher's lenses; none named: all of it."""

    lens: Codes = Field(default_factory=list)


class RegionParameters(EmphasisParameters):
    """Parameters of one region's brief."""

    region_code: str = "520000"
    lens: Codes = Field(default_factory=list)

    @field_validator("region_code")
    @classmethod
    def _known(cls, value: str) -> str:
        """Return the code, or raise where GB/T 2260 has none such."""
        if value not in all_regions():
            raise ValueError("a six-digit GB/T 2260 code is expected, such as 520000")
        return value


class SeriesParameters(EmphasisParameters):
    """Parameters of one region over time; where the corpus holds no text of it, the region with most texts is taken."""

    region: str = "440000"
    lens: Codes = Field(default_factory=list)

    @field_validator("region")
    @classmethod
    def _known(cls, value: str) -> str:
        """Return the code, or raise where GB/T 2260 has none such."""
        if value not in all_regions():
            raise ValueError("a six-digit GB/T 2260 code is expected, such as 440000")
        return value


class AcrossParameters(WideParameters):
    """Parameters of the brief across regions; no region named: all of the corpus."""

    region_codes: Codes = Field(default_factory=list)
    lens: Codes = Field(default_factory=list)


class PairParameters(Parameters):
    """Parameters of the comparison of two documents; none named: the first pair of the corpus."""

    document_id_a: str = ""
    document_id_b: str = ""
    lens: Codes = Field(default_factory=list)


class SearchParameters(Parameters):
    """Parameters of a search; ``pattern`` is plain words, or a regular expression where ``regular`` is true."""

    pattern: str = "托育"
    regular: bool = False
    region_codes: Codes = Field(default_factory=list)
    topics: Codes = Field(default_factory=list)
    lens: Codes = Field(default_factory=list)
    width: int = Field(default=20, ge=4, le=80)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        """Return the pattern, or raise where it is empty or too long to be one."""
        if not value or len(value) > 200:
            raise ValueError("1 to 200 characters are expected")
        return value


class ReviewParameters(Parameters):
    """Parameters of a review: who decides, in which documents, on which topics or domains, how many at most."""

    reviewer: str = ""
    document_ids: Codes = Field(default_factory=list)
    topics: Codes = Field(default_factory=list)
    limit: int = Field(default=25, ge=1, le=500)


class CorpusParameters(Parameters):
    """Parameters of the look at texts and their repairs; no document named: all."""

    document_ids: Codes = Field(default_factory=list)
    kinds: Codes = Field(default_factory=list)
    certainty: Codes = Field(default_factory=list)
