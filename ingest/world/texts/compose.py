"""Documents composed from sentences, with the offsets of their entities."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from numpy.random import Generator

from . import templates_en, templates_zh
from .stories import Story
from .wording import PartyNames, write_amount, write_day

SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
TEMPLATES = {"zh": templates_zh, "en": templates_en}
DENIAL_SHARE, NEUTRAL_SHARE, FOLLOW_SHARE, FILLER_SHARE = 0.22, 0.45, 0.6, 0.5
Json = dict[str, object]
Choice = TypeVar("Choice")


@dataclass(slots=True)
class Draft:
    """A text under construction, with its entities and events."""

    language: str
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    events: list[Json] = field(default_factory=list)


class DocumentWriter:
    """A writer of documents with fixed names and supporting parties."""

    def __init__(self, party_names: PartyNames, rng: Generator, bystanders: list[int], speakers: list[int]) -> None:
        self._party_names, self._rng = party_names, rng
        self._bystanders, self._speakers = bystanders, speakers

    def write(self, story: Story, language: str) -> tuple[str, Draft]:
        """Write the title and text for one story."""
        templates, draft = TEMPLATES[language], Draft(language)
        title = Draft(language)
        self._fill_slots(title, self._choose(templates.TITLES[story.event]), story)
        sentences = [self._write_main, self._write_neutral, self._write_denial]
        if self._rng.random() < 0.25:
            sentences = [self._write_neutral, self._write_main, self._write_denial]
        for write_sentence in sentences:
            write_sentence(draft, story)
        if self._rng.random() < FILLER_SHARE:
            self._add_sentence(draft, self._choose(templates.FILLERS), story)
        return title.text, draft

    def _write_main(self, draft: Draft, story: Story) -> None:
        templates = TEMPLATES[draft.language]
        if story.event == "none":
            self._add_sentence(draft, self._choose(templates.PLAIN), self._add_people(story))
            return
        choices = templates.EVENTS[story.event]
        if story.amount < 0:
            choices = tuple(choice for choice in choices if "{amount}" not in choice)
        self._add_event(draft, story.event, self._choose(choices), story, negated=False)
        if self._rng.random() < FOLLOW_SHARE:
            self._write_follow_up(draft, story.day, next(iter(story.roles.values())))

    def _write_follow_up(self, draft: Draft, day: int, main: int) -> None:
        choices: Sequence[str] = TEMPLATES[draft.language].FOLLOW_UPS
        forms = self._party_names.find_forms(main, draft.language)
        if forms["former"] == forms["full"]:
            choices = [choice for choice in choices if ":former" not in choice]
        self._add_sentence(draft, self._choose(choices), Story("", day, {"main": main}))

    def _write_neutral(self, draft: Draft, story: Story) -> None:
        if self._rng.random() < NEUTRAL_SHARE:
            self._add_sentence(draft, self._choose(TEMPLATES[draft.language].NEUTRAL), self._add_people(story))

    def _write_denial(self, draft: Draft, story: Story) -> None:
        if self._rng.random() >= DENIAL_SHARE:
            return
        denials = TEMPLATES[draft.language].DENIALS
        event = self._choose(tuple(denials))
        sentence = self._choose(denials[event])
        roles = {role: self._choose(self._bystanders) for role, _ in SLOT.findall(sentence)}
        if len(set(roles.values())) == len(roles):
            self._add_event(draft, event, sentence, Story(event, story.day, roles), negated=True)

    def _add_people(self, story: Story) -> Story:
        extra = {"other": self._choose(self._bystanders), "person": self._choose(self._speakers)}
        return Story(story.event, story.day, extra | story.roles)

    def _add_event(self, draft: Draft, event: str, sentence: str, story: Story, *, negated: bool) -> None:
        first = len(draft.entities)
        self._add_sentence(draft, sentence, story)
        arguments = [
            {"role": entity["role"], "entity": first + place} for place, entity in enumerate(draft.entities[first:])
        ]
        draft.events.append({"type": event, "negated": negated, "arguments": arguments})

    def _add_sentence(self, draft: Draft, sentence: str, story: Story) -> None:
        if draft.text and draft.language == "en":
            draft.text += " "
        self._fill_slots(draft, sentence, story)

    def _fill_slots(self, draft: Draft, sentence: str, story: Story) -> None:
        place = 0
        for slot in SLOT.finditer(sentence):
            draft.text += sentence[place : slot.start()]
            self._fill_slot(draft, slot.group(1), slot.group(2) or "full", story)
            place = slot.end()
        draft.text += sentence[place:]

    def _fill_slot(self, draft: Draft, role: str, form: str, story: Story) -> None:
        entity: Json = {"role": role}
        if role == "amount":
            wording = write_amount(story.amount, draft.language, self._rng)
            entity |= {"label": "AMOUNT", "value": wording.value, "currency": "CNY"}
            words = wording.text
        elif role == "date":
            wording = write_day(story.day, draft.language, self._rng)
            entity |= {"label": "DATE", "value": wording.value}
            words = wording.text
        else:
            code = story.roles[role]
            entity |= {"label": "COMPANY" if code < 1 << 32 else "PERSON", "party": code}
            words = self._party_names.find_forms(code, draft.language)[form]
        entity |= {"start": len(draft.text), "end": len(draft.text) + len(words), "text": words}
        draft.entities.append(entity)
        draft.text += words

    def _choose(self, choices: Sequence[Choice]) -> Choice:
        return choices[int(self._rng.integers(len(choices)))]
