"""What belongs to a hall: every table of its schema, and the rows of public tables that name it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.apps import apps
from django.db import connection, models

from hierarchy.recording import tenant_labels

# Keys of these public tables are numbers that another server gives to something else: they travel by name.
BY_NAME = {
    "hierarchy.Hall": "SELECT code FROM public.hierarchy_hall WHERE id = {key}",
    "contenttypes.ContentType": "SELECT app_label || '.' || model FROM public.django_content_type WHERE id = {key}",
    "auth.Permission": (
        "SELECT c.app_label || '.' || c.model || '.' || p.codename FROM public.auth_permission p"
        " JOIN public.django_content_type c ON c.id = p.content_type_id WHERE p.id = {key}"
    ),
    "auth.Group": "SELECT name FROM public.auth_group WHERE id = {key}",
}
TO_KEY = {
    "hierarchy.Hall": "SELECT id FROM public.hierarchy_hall WHERE code = {name}",
    "contenttypes.ContentType": "SELECT id FROM public.django_content_type WHERE app_label || '.' || model = {name}",
    "auth.Permission": (
        "SELECT p.id FROM public.auth_permission p JOIN public.django_content_type c ON c.id = p.content_type_id"
        " WHERE c.app_label || '.' || c.model || '.' || p.codename = {name}"
    ),
    "auth.Group": "SELECT id FROM public.auth_group WHERE name = {name}",
}


class Carried(Enum):
    """ROWS come back as they were, FIGURES are added up anew, what is LEFT is not in the package."""

    ROWS = "rows"
    FIGURES = "figures"
    LEFT = "left"


# Every public table that names halls, and why its rows do not travel where they do not. A new one fails a test.
PUBLIC: dict[str, tuple[Carried, str]] = {
    "foundation.Agenda": (Carried.ROWS, ""),
    "foundation.Outbox": (Carried.ROWS, ""),
    "foundation.NumberSeries": (Carried.ROWS, ""),
    "hierarchy.Post": (Carried.ROWS, ""),
    "hierarchy.RuleVersion": (Carried.ROWS, ""),
    "hierarchy.Anchor": (Carried.ROWS, ""),
    # Those of the hall and, for a province, city or county, its own by law; the national ones are every server's.
    "hierarchy.CalendarVersion": (Carried.ROWS, ""),
    "hierarchy.ClassName": (Carried.ROWS, ""),
    "reporting.Board": (Carried.ROWS, ""),
    "reporting.BoardRemoval": (Carried.LEFT, "who holds a list of this server's board fetches one of the other's"),
    "reporting.DepartmentName": (Carried.ROWS, ""),
    "reporting.RuleCount": (Carried.ROWS, ""),
    "reporting.Feed": (Carried.ROWS, ""),
    "reporting.Delta": (Carried.FIGURES, "the hall's own figures, folded and pending, are one part"),
    "reporting.Rollup": (Carried.FIGURES, "the hall's own figures, folded and pending, are one part"),
    "reporting.NodeDay": (Carried.FIGURES, "sums of the figures"),
    "hierarchy.Hall": (Carried.LEFT, "the tree is the other server's own; the manifest says what it was here"),
    "hierarchy.HallParent": (Carried.LEFT, "the tree is the other server's own"),
    "hierarchy.HallPredecessor": (Carried.LEFT, "the tree is the other server's own"),
    "hierarchy.FormerPath": (Carried.LEFT, "the tree is the other server's own"),
    "hierarchy.Ladder": (Carried.ROWS, ""),
    "hierarchy.HallChange": (Carried.LEFT, "the tree is the other server's own"),
    "hierarchy.LocalRule": (Carried.LEFT, "the register is the other server's own; a rung quotes the article it cites"),
    "hierarchy.SignalVersion": (Carried.LEFT, "published in this tree; what its cases pinned travels with the hall"),
    "hierarchy.RefusalReason": (
        Carried.LEFT,
        "published by the tiers of the other server; events keep theirs",
    ),
    "accounts.Token": (Carried.LEFT, "secrets are made anew"),
}
# Columns of public tables that mean something in one database alone.
LEFT = ("changed_in",)  # ids of its transactions
# Columns of a public table by which it names a hall.
NAMING = ("hall", "hall_code", "hall_id", "node")


@dataclass(frozen=True, slots=True)
class Column:
    """`by_name`: the label of the public model to which the column refers by a name instead of its key."""

    name: str
    type: str
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows travel: `naming` is the column of a public one that names the hall, empty for the hall's own.

    The keys of public rows stay behind: on another server they are taken.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: str
    naming: str = ""
    persons: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{'public' if self.naming else 'hall'}/{self.name}.csv"

    def select(self) -> str:
        """Rows in the order of their keys; a public table's with `%(hall)s`, the code or the key of the hall."""
        listed = ", ".join(_read(column) for column in self.columns)
        where = f'WHERE t."{self.naming}" = %(hall)s' if self.naming else ""
        return f'SELECT {listed} FROM "{self.name}" AS t {where} ORDER BY t."{self.key}"'  # noqa: S608 - our models


def of_hall() -> list[Table]:
    """Every table of a hall's schema, by name."""
    labels = tenant_labels()
    return sorted((_table(one) for one in _models() if one._meta.app_label in labels), key=lambda table: table.name)


def of_public() -> list[Table]:
    """The public tables whose rows of a hall travel, by name."""
    found = [
        _table(one, naming=naming(one))
        for one in _models()
        if PUBLIC.get(one._meta.label, (Carried.LEFT, ""))[0] is Carried.ROWS
    ]
    return sorted(found, key=lambda table: table.name)


def naming(model: type[models.Model]) -> str:
    """The column by which a public table names a hall; empty if it names none."""
    names = {field.column for field in model._meta.concrete_fields}
    return next((name for name in NAMING if name in names), "")


def _models() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy)


def _table(model: type[models.Model], *, naming: str = "") -> Table:
    key = model._meta.pk
    assert key is not None
    left = {key.name, *LEFT} if naming else set()
    fields = [field for field in model._meta.concrete_fields if field.name not in left]
    return Table(
        model._meta.db_table,
        _meaning(model),
        tuple(map(_column, fields)),
        str(key.column),
        naming,
        tuple(str(field.column) for field in fields if not field.primary_key and _holds_a_person(field)),
    )


def _column(field: "models.Field[object, object]") -> Column:
    related = field.related_model._meta.label if field.is_relation and field.related_model else ""
    if related in BY_NAME:
        return Column(str(field.column), "text", related)
    return Column(str(field.column), str(field.db_type(connection)))


def _holds_a_person(field: "models.Field[object, object]") -> bool:
    """Keys of persons, as foreign keys or (in append-only rows) as they are."""
    if field.is_relation and field.related_model:
        return field.related_model._meta.label == "accounts.Person"
    return isinstance(field, models.UUIDField)


def _read(column: Column) -> str:
    if not column.by_name:
        return f't."{column.name}"'
    key = f't."{column.name}"'
    return f'({BY_NAME[column.by_name].format(key=key)}) AS "{column.name}"'


def _meaning(model: type[models.Model]) -> str:
    """The first paragraph of what the model says of itself; Django makes one up where there is none."""
    said = model.__doc__ or ""
    return "" if said.startswith(f"{model.__name__}(") else " ".join(said.partition("\n\n")[0].split())
