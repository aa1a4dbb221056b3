"""`workspace/executeCommand`: what a client can ask for that is no feature of the protocol."""

from callsheet.lsp.commands.registration import register
from callsheet.lsp.commands.table import COMMANDS

__all__ = ["COMMANDS", "register"]
