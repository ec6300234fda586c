"""flags.py >lib/data/vllm-flags.json: what the parser of the real `vllm serve` takes behind each flag."""

import json, textwrap

from vllm import __version__
from vllm.entrypoints.launchers.cli_args import make_arg_parser
from vllm.utils.argparse_utils import FlexibleArgumentParser

PARSER = make_arg_parser(FlexibleArgumentParser(prog="vllm serve"))
# The kind of a value is told by which of these it may be.
WORDS = ["word", "8k", "1", "1.5", "{}", "None"]
KINDS = {"8k 1": "size", "1": "whole", "1 1.5": "number", "1 1.5 {}": "json", "{}": "object"}


def table():
    kinds, choices = {}, {}
    for action in (one for one in PARSER._actions if one.option_strings):
        names = [name.removeprefix("--") for name in action.option_strings]
        kind = kind_of(action)
        if kind == "choice":
            choices.update(dict.fromkeys(names, [str(choice) for choice in action.choices]))
        else:
            kinds.setdefault(kind, []).extend(names)
    return {**{kind: sorted(names) for kind, names in sorted(kinds.items())}, "choice": dict(sorted(choices.items()))}


def kind_of(action):
    if action.nargs == 0:
        return "switch"
    if action.nargs is not None:
        return "words"
    if action.choices:
        return "text" if takes(action, str(list(action.choices)[0]).upper().replace("_", "-")) else "choice"
    taken = [word for word in WORDS if takes(action, word)]
    if "word" in taken:
        return "text"
    return KINDS[" ".join(word for word in taken if word != "None")] + ("?" if "None" in taken else "")


def takes(action, word):
    try:
        PARSER._get_values(action, [word])
        return True
    except (Exception, SystemExit):
        return False


def written(kinds):
    """A line for each kind and each choice, of 120 characters at most."""
    lines = [entry(kind, names) for kind, names in kinds.items() if kind != "choice"]
    choices = ",\n".join(entry(name, words) for name, words in kinds["choice"].items())
    return "{\n" + ",\n".join([*lines, '"choice": {\n' + choices + "}"]) + "}"


def entry(name, words):
    text = f'"{name}": [' + ", ".join(json.dumps(word) for word in words) + "]"
    return textwrap.fill(text, 120, break_on_hyphens=False, break_long_words=False)


if __name__ == "__main__":
    print(f'{{"{__version__.split("+")[0]}": {written(table())}}}')
