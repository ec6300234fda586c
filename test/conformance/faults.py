"""What goes wrong is the same for every client; how it asks and what it throws is its own."""

import expect
from ask import but, check, checks, scenarios


def retry(say):
    """`say(at, prompt)` gives the text of an answer."""

    @check
    def retry(at):
        expect.text(say(but(at, retries=2), at.retry_prompt))


def cut(pieces):
    """`pieces(at, prompt)` yields those of a stream, as they come."""

    @check
    def cut(at):
        found = []
        error = expect.thrown(lambda: collect(pieces(at, scenarios["cut"]), found))
        expect.part_of(found)
        return expect.told(error)


def collect(pieces, found):
    for piece in pieces:
        found.append(piece)


def refusals(say, pieces, classes, **bad):
    """`classes` has the error of each status; `bad` is what no server takes."""
    asked = {
        400: lambda ask, at: ask(at, scenarios["refused"], **bad),
        401: lambda ask, at: ask(but(at, api_key=scenarios["wrongKey"]), scenarios["text"]),
        404: lambda ask, at: ask(but(at, model=scenarios["unknownModel"]), scenarios["text"]),
    }
    for status, kind in classes.items():
        checks[str(status)] = refusal(asked[status], say, pieces, kind, status)


def refusal(run, say, pieces, kind, status):
    """An answer and a stream are refused alike."""

    def refused(at):
        expect.failure(lambda: run(say, at), kind, status)
        expect.failure(lambda: list(run(pieces, at)), kind, status)

    return refused


def too_long(say, kind, told=lambda error: True):
    """`told(error)` is whether the user can tell it from another refusal, where the class does not."""

    @check
    def too_long(at):
        error = expect.failure(lambda: say(at, at.long_prompt), kind, 400)
        assert told(error), str(error)
