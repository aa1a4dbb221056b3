"""The words of the texts in generated workspaces: enough to look and weigh like what people write."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What sentences are made of."""

    verbs: tuple[str, ...] = (
        "Store", "Show", "Check", "Send", "Cancel", "Import", "Count", "Sort", "Merge", "Archive", "Translate", "Retry",
        "Reserve", "Publish", "Round", "Print",
    )  # fmt: skip
    nouns: tuple[str, ...] = (
        "gift cards", "invoices", "parcels", "reminders", "refunds", "stock levels", "price lists", "customer notes",
        "delivery slots", "vouchers", "tax rates", "return labels", "receipts", "subscriptions", "reviews", "wish lists",
    )  # fmt: skip
    qualifiers: tuple[str, ...] = (
        "for guests", "per warehouse", "without a second request", "in the customer's language", "for Größe XL and up",
        "with prices TTC", "before the nightly export", "at café tables", "from Århus to Łódź", "with ≥ 3 items", "by date → name",
        "when the card expires", "behind the feature flag", "over the public API", "in one transaction", "on the phone",
    )  # fmt: skip
    demands: tuple[str, ...] = (
        "A second call with the same key changes nothing",
        "An unknown id is answered with 404 and the id in the message",
        "Amounts are whole cents; nothing is rounded twice",
        "The list of 10 000 entries appears within half a second",
        "Unit tests cover the empty list, one entry and the limit",
        "Times are stored in UTC and shown in the shop's zone",
        "What fails is tried again three times, then reported once",
        "The log names the order and never the customer",
        "Names such as “Zoë Müller-Łukasz” survive the way there and back",
        "No file outside the module imports its internals",
    )
    areas: tuple[str, ...] = ("orders", "inventory", "payment", "shipping", "accounts", "search", "notices")
    agents: tuple[str, ...] = ("CoderAgent", "TestEngineer", "OpenFrontendSpecialist", "DocWriter")
    standards: tuple[str, ...] = ("code-quality", "testing", "naming", "security", "errors", "logging")


WORDS = Words()


def title(choice: random.Random) -> str:
    """What something does, in at most 100 characters; now and then not in ASCII alone."""
    return f"{choice.choice(WORDS.verbs)} {choice.choice(WORDS.nouns)} {choice.choice(WORDS.qualifiers)}"


def sentence(choice: random.Random, count: int = 1) -> str:
    """What must hold, in one sentence or several, of at most 100 characters each."""
    sentences = (
        f"{choice.choice(WORDS.demands)}, {choice.choice(WORDS.nouns)} {choice.choice(WORDS.qualifiers)} included"
        for _ in range(count)
    )
    return ". ".join(sentences)
