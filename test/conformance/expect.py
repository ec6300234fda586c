"""What every client must have brought to its user, whatever it calls it."""

import math

from pydantic import BaseModel, ConfigDict


class City(BaseModel):
    """`schema` of the scenarios, as the clients want it."""

    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    population: int
    coastal: bool
    districts: list[str]


def text(said):
    assert isinstance(said, str) and said.strip(), f"the text is {said!r}"


def streamed(pieces, whole, same):
    """A deterministic server, asked the same, says the same; one that samples is let off."""
    said = "".join(pieces)
    text(said)
    assert len([piece for piece in pieces if piece]) > 1, "the stream came in one piece"
    assert not same or said == whole, f"streamed, the answer is another: {said!r}, not {whole!r}"


def part_of(pieces):
    """Of what is left of an answer."""
    assert "".join(pieces), "nothing of the answer came"


def usage(given, wanted, total=None):
    total = given + wanted if total is None else total
    for name, count in {"input": given, "output": wanted, "total": total}.items():
        assert isinstance(count, int) and count > 0, f"the {name} tokens are {count}"
    assert total == given + wanted, "the total of the tokens is not their sum"


def two_calls(calls, ids=True):
    """The weather of two cities takes two calls, in one answer. Each is an id, a name and its arguments."""
    got = [(name, arguments) for _, name, arguments in calls]
    assert got == [("get_weather", {"city": city}) for city in ("Paris", "Rome")], f"the calls are {got}"
    if ids:
        found = [identity for identity, _, _ in calls]
        assert all(found) and len(set(found)) == 2, f"the ids are {found}"


def city(value):
    City.model_validate(value if isinstance(value, dict) else value.model_dump())


def vectors(got, again, plain):
    """As long and of such values as in plain JSON; the same again; another for another text."""
    assert len(got) == len(plain), f"there are {len(got)} vectors, not {len(plain)}"
    for index, vector in enumerate(got):
        near(vector, plain[index], "a vector is not that of the plain JSON")
        near(again[index], vector, "asked again, a vector is another")
    assert any(plain[0]) and all(map(math.isfinite, plain[0])), "a vector is no direction"
    assert any(abs(a - b) > 1e-4 for a, b in zip(*plain)), "two texts have one vector"


def near(got, wanted, message):
    assert len(got) == len(wanted), f"{message}: it has {len(got)} values, not {len(wanted)}"
    assert all(abs(a - b) < 1e-3 for a, b in zip(got, wanted)), message


def failure(run, kind, status=None):
    """Runs into the failure, which must be of this class and status, and say something."""
    error = thrown(run)
    assert isinstance(error, kind), f"it is {told(error)} and not {kind.__name__}"
    assert status is None or error.status_code == status, f"the status is {error.status_code}"
    text(str(error))
    return error


def thrown(run):
    try:
        run()
    except Exception as error:
        return error
    raise AssertionError("nothing was thrown")


def told(error):
    """For the report: what a user of the client gets to see."""
    return f"{type(error).__name__}: {error}".split("\n")[0][:120]
