"""Every error that riskgraph raises, as a tree; each class documents what the caller should do.

RiskgraphError
├── UsageError              the command or call was wrong: tell the user, exit 2
│   └── NotACompanyError    only companies have owners and controllers: name another party
├── MissingExtraError       an optional part is not installed: name the extra to install
├── SourceError             a source as a whole cannot be used: stop this load, keep what is stored
│   └── RecordError         one row cannot be used: count it, log it, go on with the next
├── EngineError             the graph engine cannot be used: stop, say how to start or mend it
│   ├── EngineBusyError     another process owns it: wait, or stop that one
│   ├── EngineUnreachableError  nothing answers at the address: start it, check the address
│   ├── QueryTimeoutError   the time budget was used up: narrow the question
│   ├── HalfRestoredError   the graph holds a part of a backup: restore it again, or reset the graph
│   └── SchemaVersionError  the stored graph is of another version: migrate, or use the newer program
├── StorageError            a file kept beside the graph cannot be written: free space, or set RISKGRAPH_DATA_DIR
├── BackupError             the file is no backup, damaged or of a newer version: use another copy or program
├── StatementError          a statement or rule file is incomplete: mend the file
├── NotFoundError           the thing asked for is not in the graph: say so, suggest what is near
│   ├── WithheldError       it names a person whose data was erased or is restricted: say so, show nothing
│   ├── UnknownPartyError   no party has this id or name: suggest what is near
│   └── NoScoreError        the party has no score for these days: say how to compute one
├── AmbiguousPartyError     the words name several parties: let the user choose an id
├── MeasureError            arrays given to a measure are not what it needs: mend the input
│   └── ClosedLoopError     companies own each other wholly and have no ultimate owner: leave them out or say so
├── PolicyError             the policy file is incomplete: mend the file
└── AccessError             the caller may not do this: refuse
"""

from collections.abc import Sequence


class RiskgraphError(Exception):
    """Something a user can act on: the message is one clear sentence, never a traceback."""


class UsageError(RiskgraphError):
    """The command or call itself is wrong. Tell the user what would be right; exit code 2."""


class NotACompanyError(UsageError):
    """A question about owners or controllers is asked of a person or a public body."""


class MissingExtraError(RiskgraphError):
    """An optional part is not installed. The message names the extra and the command that installs it."""

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(f"{purpose} needs the extra '{extra}': pip install 'riskgraph[{extra}]'")
        self.extra = extra


class SourceError(RiskgraphError):
    """A source cannot be read as a whole. Stop this load; what was stored before stays."""


class RecordError(SourceError):
    """One row cannot be used. Count it, log it, go on with the next.

    `column` and `value` name the offending cell, `remedy` says what to do.
    """

    def __init__(self, reason: str, *, column: str = "", value: str = "", remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column
        self.value = value
        self.remedy = remedy


class EngineError(RiskgraphError):
    """The graph engine cannot be used. Stop and say how to start or mend it."""


class EngineBusyError(EngineError):
    """Another process owns the engine or its data directory. Wait for it or stop it."""


class EngineUnreachableError(EngineError):
    """Nothing answers at the engine's address. Start it or correct the address."""


class QueryTimeoutError(EngineError):
    """A query used up its time budget. Narrow the question or raise the budget."""


class SchemaVersionError(EngineError):
    """The stored graph has another schema version. Migrate it or use the newer program."""


class HalfRestoredError(EngineError):
    """The graph holds only a part of a backup. Restore it again, or delete it with `riskgraph db reset`."""

    def __init__(self, backup: str) -> None:
        super().__init__(
            f"the graph is being restored from {backup} and holds only a part of it: wait for that command, or, if it "
            f"was stopped, run `riskgraph db restore {backup}` again, or `riskgraph db reset` for an empty graph"
        )


class BackupError(RiskgraphError):
    """The file is not a backup, is damaged, or was made by a newer program. Use another copy, or that program."""


class StorageError(RiskgraphError):
    """A file kept beside the graph cannot be read or written. Free space, or choose another folder."""


class StatementError(RiskgraphError):
    """A statement or rule file is missing or incomplete. Mend the file that the message names."""


class NotFoundError(RiskgraphError):
    """What was asked for is not in the graph. Say so and suggest what is near."""


class WithheldError(NotFoundError):
    """What was asked for names a person whose data was erased or is restricted. Say so and show nothing of it."""


class UnknownPartyError(NotFoundError):
    """No party has this id or name. Look for it by another name or identifier."""

    def __init__(self, party: str, sentence: str = "") -> None:
        super().__init__(
            sentence
            or f"no party with the id {party[:80]!r} is in the graph; `riskgraph search WORDS` or "
            "/v1/search?q=WORDS finds parties by parts of names"
        )


class NoScoreError(NotFoundError):
    """The party is in the graph and has no score for the days asked for. Compute one."""


class AmbiguousPartyError(RiskgraphError):
    """The words name several parties. Let the user choose one of `candidates` (ids)."""

    def __init__(self, words: str, candidates: Sequence[str]) -> None:
        super().__init__(f"{words!r} names {len(candidates)} parties: {', '.join(candidates[:5])}; give one of the ids")
        self.candidates = tuple(candidates)


class MeasureError(RiskgraphError):
    """Arrays given to a measure are not what it needs. Mend the input that the message names."""


class ClosedLoopError(MeasureError):
    """Companies own each other wholly and so have no ultimate owner. Leave them out, or report `loops`."""

    def __init__(self, loops: Sequence[Sequence[int]]) -> None:
        named = "; ".join(", ".join(map(str, loop[:10])) + (", ..." if len(loop) > 10 else "") for loop in loops[:5])
        more = f" (and {len(loops) - 5} more loops)" if len(loops) > 5 else ""
        super().__init__(f"closed loop, no ultimate owner: companies {named}{more} are owned wholly by themselves")
        self.loops = tuple(tuple(loop) for loop in loops)


class PolicyError(RiskgraphError):
    """The policy file is incomplete or contradicts itself. Mend the file."""


class AccessError(RiskgraphError):
    """The caller may not do this. Refuse; the message says which right is missing."""
