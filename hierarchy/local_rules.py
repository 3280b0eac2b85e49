"""地方办法: the register of rules, and citing them. A setting that cascades names the article that it stands on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Q, QuerySet

from foundation.clock import now
from foundation.errors import NotFound, Refusal
from hierarchy.models import Hall, LocalRule, RuleArticle, RuleScope
from hierarchy.tree import ancestors

LONGEST_REASON = 300
SHIPPED = Path(__file__).parent / "data" / "local_rules.yaml"


class BadRule(Refusal):
    """What is registered or cited cannot be; `code` says why and `field` where."""

    code = "BAD_RULE"


@dataclass(frozen=True, slots=True)
class Article:
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule to be registered, as its document has it."""

    code: str
    title: str
    number: str
    organ: str
    from_on: date
    articles: Sequence[Article]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What justifies a setting: the key of the article, how it read when it was cited, and why it was set."""

    article: str = ""
    cited: str = ""
    reason: str = ""


def cite(hall: Hall, article: str, *, on: date) -> str:
    """How the article reads that justifies what a tier sets from a day on. Raises as `cited`."""
    return cited(hall, [article], on=on)[article]


def justified(hall: Hall, article: str, reason: str, *, on: date) -> Citation:
    """As `cite`, with a reason. Raises BadRule REQUIRED, TOO_LONG as well."""
    _check_text("reason", reason.strip(), LONGEST_REASON)
    return Citation(article, cite(hall, article, on=on), reason.strip())


def visible_to(hall: Hall) -> QuerySet[LocalRule]:
    """The laws, the rules of a hall and of every tier above it, and those of other places to compare with."""
    return LocalRule.objects.filter(Q(hall=None) | Q(hall__code__in=ancestors(hall.path)))


def cited(hall: Hall, keys: Iterable[str], *, on: date) -> Mapping[str, str]:
    """How these articles read when a hall cites them on a day, by key.

    Raises BadRule ARTICLE_NEEDED, NO_SUCH_ARTICLE, RULE_OF_ELSEWHERE, RULE_NOT_IN_FORCE.
    """
    wanted = list(dict.fromkeys(keys))
    if not all(wanted):
        raise BadRule("Each value cites the article that justifies it.", code="ARTICLE_NEEDED", field="article")
    numbers = [int(key) for key in wanted if key.isascii() and key.isdigit() and len(key) < 18]
    rows = RuleArticle.objects.filter(pk__in=numbers, rule__in=visible_to(hall)).select_related("rule")
    found = {str(row.pk): row for row in rows}
    for key in wanted:
        if key not in found:
            raise BadRule("No such article in the register.", code="NO_SUCH_ARTICLE", field="article", article=key)
        _check_cited(found[key].rule, on)
    return {key: reading(found[key]) for key in wanted}


def reading(article: RuleArticle) -> str:
    """《title》 and the number of the article."""
    return f"《{article.rule.title}》{article.number}"


def _check_cited(rule: LocalRule, on: date) -> None:
    if rule.scope == RuleScope.ELSEWHERE:
        raise BadRule("A rule of another place justifies nothing here.", code="RULE_OF_ELSEWHERE", field="article")
    if not rule.is_in_force(on):
        raise BadRule("This rule is not in force on that day.", code="RULE_NOT_IN_FORCE", field="article")


@transaction.atomic
def register(hall: Hall, draft: Draft, *, person_name: str) -> LocalRule:
    """A rule of this tier with its articles. Raises BadRule REQUIRED, ARTICLES_NEEDED, RULE_CODE_TAKEN, TOO_LONG."""
    code = draft.code.strip()
    for field, value, most in (
        ("code", code, 32), ("title", draft.title.strip(), 200), ("organ", draft.organ.strip(), 128),
    ):  # fmt: skip
        _check_text(field, value, most)
    _check_text("number", draft.number.strip(), 64, is_needed=False)
    _check_text("source", draft.source.strip(), 200, is_needed=False)
    if not draft.articles:
        raise BadRule("A rule has at least one article.", code="ARTICLES_NEEDED", field="articles")
    for article in draft.articles:
        _check_text("articles", article.number.strip(), 32)
        _check_text("articles", article.text.strip(), 5_000)
    rule, is_new = LocalRule.objects.get_or_create(
        code=code,
        defaults={
            "hall": hall,
            "scope": RuleScope.LOCAL,
            "title": draft.title.strip(),
            "number": draft.number.strip(),
            "organ": draft.organ.strip(),
            "from_on": draft.from_on,
            "source": draft.source.strip(),
            "registered_at": now(),
            "person_name": person_name,
        },
    )
    if not is_new:
        raise BadRule("There is a rule with this code.", code="RULE_CODE_TAKEN", field="code")
    RuleArticle.objects.bulk_create(
        [
            RuleArticle(rule=rule, place=place, number=one.number.strip(), text=one.text.strip())
            for place, one in enumerate(draft.articles, start=1)
        ]
    )
    return rule


@transaction.atomic
def repeal(hall: Hall, key: str, *, on: date) -> LocalRule:
    """废止 of a rule of exactly this hall, once. What was justified by it stays in force; a new version cites anew.

    Raises NotFound, BadRule ALREADY_REPEALED, BEFORE_ITS_BEGIN.
    """
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0
    rule = LocalRule.objects.select_for_update(of=("self",)).filter(hall=hall, pk=number).first()
    if rule is None:
        raise NotFound("No such rule of this hall.")
    if rule.repealed_on is not None:
        raise BadRule("This rule is repealed already.", code="ALREADY_REPEALED", field="on")
    if rule.from_on and on < rule.from_on:
        raise BadRule("A rule is not repealed before it begins.", code="BEFORE_ITS_BEGIN", field="on")
    rule.repealed_on = on
    rule.save(update_fields=["repealed_on"])
    return rule


@transaction.atomic
def load_shipped() -> None:
    """The laws and the rules of other places that ship with the product, each once."""
    known = set(LocalRule.objects.values_list("code", flat=True))
    for row in yaml.safe_load(SHIPPED.read_text(encoding="utf-8")):
        if row["code"] not in known:
            _load(row)


def _load(row: Mapping[str, Any]) -> None:
    articles = row.pop("articles") if isinstance(row, dict) else []
    rule = LocalRule.objects.create(registered_at=now(), **row)
    RuleArticle.objects.bulk_create(
        [
            RuleArticle(
                rule=rule, place=place, number=one.get("number", ""), text=one["text"],
                is_wording=one.get("is_wording", False),
            )
            for place, one in enumerate(articles, start=1)
        ]
    )  # fmt: skip


def _check_text(field: str, value: str, most: int, *, is_needed: bool = True) -> None:
    if is_needed and not value:
        raise BadRule("This is needed.", code="REQUIRED", field=field)
    if len(value) > most:
        raise BadRule(f"At most {most} characters.", code="TOO_LONG", field=field)
