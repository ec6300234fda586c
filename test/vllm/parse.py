"""parse.py <COMMANDS: what the real `vllm serve` says against each list of arguments, or null, and its table of flags."""

import contextlib, io, json, sys

from vllm.entrypoints.cli.serve import cmd_init
from vllm.utils.argparse_utils import FlexibleArgumentParser

from flags import table

(SERVE,) = cmd_init()
PARSER = FlexibleArgumentParser(prog="vllm")
SERVE.subparser_init(PARSER.add_subparsers(dest="subparser"))


def main(commands):
    verdicts = {name: [verdict(arguments) for arguments in lists] for name, lists in commands.items()}
    print(json.dumps({"verdicts": verdicts, "flags": table()}))


def verdict(arguments):
    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            SERVE.validate(PARSER.parse_args(["serve", *arguments]))
    except SystemExit:
        return said.getvalue().strip().split("\n")[-1]
    except Exception as error:
        return f"{type(error).__name__}: {error}"


main(json.load(sys.stdin))
