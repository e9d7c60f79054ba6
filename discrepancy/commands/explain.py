"""The command `explain`."""

from __future__ import annotations

import click

from discrepancy.commands._shared.errors import CommandError
from discrepancy.commands._shared.options import (
    format_option,
    paths_argument,
    texts_option,
    typed_name,
    verbosity_options,
)
from discrepancy.commands._shared.terminal import say
from discrepancy.commands.main import cli


@cli.command()
@click.argument("topic", required=False, type=typed_name, metavar="[TOPIC]")
@paths_argument
@format_option
@texts_option
@verbosity_options
def explain(topic: str | None, paths: tuple[str, ...], form: str, texts: tuple[str, ...]) -> None:
    """Explain a rule, an error, a value type, a property, a question, a finding, or a topic; without one,
    list the topics.
    """
    from discrepancy.commands._explain import topics

    page = topics.topic_page(topic, list(paths) or ["claims"], texts)
    if page is not None and form == "json":
        from discrepancy.system.display import json_text

        page = json_text({"topic": topic, "text": page})
    if page is None:
        raise CommandError(topics.unknown_topic(topic or "", list(paths) or ["claims"]))
    say(page)
