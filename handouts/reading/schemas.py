"""JSON Schemas of the content files, for editors that complete keys and mark mistakes while one types.

Made from the models, so that they cannot say anything else. Writes no files.
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from handouts.reading.models.base import Model
from handouts.reading.models.brand import BrandFile
from handouts.reading.models.clinic import Clinic
from handouts.reading.models.language import Language
from handouts.reading.models.procedure import Procedure

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Lets editors accept the short forms: each of the models' before-validators widens a plain text."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        full = super().function_before_schema(schema)
        options = full.get("anyOf", [full])
        text = {"type": "string"}
        return {"anyOf": options if text in options else [text, *options]} if full != text else full


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of content file by the schema's file name."""
    models: dict[str, type[Model]] = {
        "procedure.json": Procedure,
        "clinic.json": Clinic,
        "brand.json": BrandFile,
        "language.json": Language,
    }
    return {
        name: {"$schema": DIALECT, **model.model_json_schema(schema_generator=_Generator)}
        for name, model in models.items()
    }
