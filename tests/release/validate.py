"""Validates an RO-Crate without a network; run by the Python that has ``roc-validator`` and ``rocrate``.

The validator asks for the specification's JSON-LD context. It is put into the validator's cache as the ``rocrate``
library carries it. What is printed is JSON: the findings, and what the library reads from the crate.
"""

from __future__ import annotations

import importlib.resources
import json
import sys
from pathlib import Path
from typing import Any

import rocrate
import urllib3
from requests import Request, Response
from requests_cache import CachedSession
from rocrate.rocrate import ROCrate
from rocrate_validator import models, services


def keep_context(cache: str) -> None:
    """Put the context into the cache."""
    content = importlib.resources.files(rocrate).joinpath("data/ro-crate.jsonld").read_bytes()
    response = Response()
    response.status_code, response._content, response.url = 200, content, json.loads(content)["@id"]
    response.headers["Content-Type"] = "application/ld+json"
    response.request = Request("GET", response.url).prepare()
    response.raw = urllib3.HTTPResponse(body=b"", status=200, preload_content=False)
    CachedSession(cache_name=cache, backend="sqlite", expire_after=-1).cache.save_response(response)


def validated(bundle: Path, cache: str) -> dict[str, Any]:
    """Return what the validator finds, and the files that the library knows from the crate."""
    settings = models.ValidationSettings(
        rocrate_uri=str(bundle),
        profile_identifier="ro-crate-1.3",
        requirement_severity=models.Severity.RECOMMENDED,
        offline=True,
        cache_path=cache,
    )
    result = services.validate(settings)
    crate = ROCrate(bundle)
    return {
        "profile": settings.profile_identifier,
        "findings": [[issue.severity.name, issue.message, str(issue.violatingEntity)] for issue in result.get_issues()],
        "files": sorted(entity.id for entity in crate.data_entities if entity.type == "File"),
        "name": crate.name,
    }


if __name__ == "__main__":
    keep_context(sys.argv[2])
    print(json.dumps(validated(Path(sys.argv[1]), sys.argv[2])))  # noqa: T201
