"""The commands `riskgraph rules`: the list of the rules, and one with its meaning and its Cypher."""

from typing import Annotated

import typer

from .arguments import Json, read_settings

app = typer.Typer(name="rules", help="List the rules; show one with its meaning and its Cypher.")


@app.callback(invoke_without_command=True)
def rules_or_list(context: typer.Context, as_json: Json = False) -> None:
    """List the rules; show one with its meaning and its Cypher."""
    if context.invoked_subcommand is None:
        list_rules(as_json)


@app.command("list")
def list_rules(as_json: Json = False) -> None:
    """List the rules: what each finds, how severe it is, and whether its body is Cypher or an algorithm."""
    from ..graph.rules.run import choose_rules
    from ..terminal.rules import show_rules

    show_rules(choose_rules(None, read_settings().rule_parameters), as_json)


@app.command("show")
def show_rule(
    rule: Annotated[str, typer.Argument(metavar="ID", help="Id of a rule, as `riskgraph rules` lists it.")],
    as_json: Json = False,
) -> None:
    """Show a rule: its meaning, its thresholds, and its Cypher with the fragments expanded."""
    from ..graph.rules.run import choose_rules
    from ..terminal.rules import show_rule as print_rule

    print_rule(choose_rules([rule], read_settings().rule_parameters)[0], as_json)
