"""OpenAPI says what the API does: schemathesis makes requests from it, good and bad, and looks at the replies."""

import shutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from dragoman.codebook.book import Codebook
from dragoman.model.tally import Tally
from dragoman.server.app import make_app
from dragoman.server.guard.tokens import TokenFile
from dragoman.service import Dragoman
from tests.server.conftest import BASE, PATIENT, make_dragoman

CONFIG = schemathesis.config.SchemathesisConfig.from_dict(
    {
        "checks": {
            # A name that the codebook does not know and a picture as an upload fit any schema, and cannot be used.
            "positive_data_acceptance": {"expected-statuses": ["2xx", "304", "404", "406", "415", "422", "503"]},
            "negative_data_rejection": {"expected-statuses": ["400", "404", "405", "406", "413", "415", "422"]},
        }
    }
)


@pytest.fixture(scope="module")
def app(filled: Path, codebook: Codebook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    # A copy: what is tried may decide something.
    path = Path(shutil.copy(filled, tmp_path_factory.mktemp("openapi") / "copy.sqlite"))
    with make_dragoman(path, codebook) as dragoman:
        made = make_app(dragoman, tokens=TokenFile(path.with_name("none.tokens")), limits=PATIENT)
        # What is sent is not read: the jobs' thread would still be at it when the tests are over.
        made.state.lobby.writing._read_items = lambda items, progress: Tally()
        yield made
        made.state.lobby.close()


def as_local(app: FastAPI) -> Callable[..., Awaitable[None]]:
    """The app as this machine reaches it: the client of the tests has no address, and would end it after each case."""

    async def call(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await app({**scope, "client": ("127.0.0.1", 50_000)}, receive, send)
            return
        for _ in range(2):
            message = await receive()
            await send({"type": f"{message['type']}.complete"})

    return call


SCHEMA = schemathesis.openapi.from_dict(make_app(Dragoman(":memory:")).openapi(), config=CONFIG)
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations()}


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", OPERATIONS)
def test_openapi_is_true(app: FastAPI, label: str, mode: GenerationMode) -> None:
    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def try_cases(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=BASE, app=as_local(app))

    try_cases()


def test_every_route_names_its_problems(app: FastAPI) -> None:
    for path, operations in app.openapi()["paths"].items():
        for method, operation in operations.items():
            replies = operation["responses"]
            assert {"401", "421", "429", "503"} <= replies.keys(), (path, method)
            for status, reply in replies.items():
                if status >= "400":
                    assert list(reply["content"]) == ["application/problem+json"]
            assert operation["operationId"]
            assert operation.get("summary")
            for parameter in operation.get("parameters", ()):
                assert parameter.get("description") or parameter["schema"].get("description"), (path, parameter["name"])
