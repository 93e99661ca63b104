"""What every table shares: the naming of constraints, and times that stay aware."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps no zone, so it goes in naive and comes out aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """A naive time is a bug, not a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def bind_processor(self, dialect: Dialect) -> "_Process | None":
        """For SQLite the text itself: SQLAlchemy's own way to it costs five times as much."""
        if dialect.name != "sqlite":
            return super().bind_processor(dialect)

        def process(value: datetime | None) -> str | None:
            bound = self.process_bind_param(value, dialect)
            return bound.isoformat(" ", "microseconds") if bound else None

        return process

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables. Constraint names follow from their columns, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        str: String(64),
    }


def insert_or_ignore(
    connection: Connection, table: type[Base], rows: Sequence[Mapping[str, Any]]
) -> int:
    """Insert the rows that break no unique key, of two that come at once one; how many they were.

    All rows have the same columns.
    """
    names = tuple(rows[0])
    return insert_new(connection, table, names, [[row[name] for name in names] for row in rows])


def insert_new(
    connection: Connection, table: type[Base], names: tuple[str, ...], rows: Sequence[Sequence[Any]]
) -> int:
    """The same for rows that have a value for each of these columns.

    They go as one statement: one a row would let go of Python's lock at each, and a burst of
    answers then waits for the thread that reads the next ones.
    """
    statement, bind = _insert_of(connection.dialect, table, names)
    columns = zip(zip(*rows, strict=True), bind, strict=True)
    bound = [_bound(column, process) if process else column for column, process in columns]
    values = tuple(chain.from_iterable(zip(*bound, strict=True)))
    return int(connection.exec_driver_sql(statement(len(rows)), values).rowcount)


def _bound(column: tuple[Any, ...], process: "_Process") -> list[Any]:
    """A column's values as the driver takes them; one that many rows share is worked out once."""
    known: dict[int, Any] = {}
    for value in column:
        if id(value) not in known:
            known[id(value)] = process(value)
    return [known[id(value)] for value in column]


_Process = Callable[[Any], Any]


@lru_cache(maxsize=32)
def _insert_of(
    dialect: Dialect, table: type[Base], names: tuple[str, ...]
) -> tuple[Callable[[int], str], tuple[_Process | None, ...]]:
    """The statement for so many rows, and how each column's values go to the driver."""
    columns = Base.metadata.tables[table.__tablename__].columns
    bind = tuple(columns[n].type.dialect_impl(dialect).bind_processor(dialect) for n in names)
    mark = "?" if dialect.paramstyle == "qmark" else "%s"
    row = f"({', '.join([mark] * len(names))})"
    head = f"INSERT INTO {table.__tablename__} ({', '.join(names)}) VALUES "

    def statement(count: int) -> str:
        return f"{head}{', '.join([row] * count)} ON CONFLICT DO NOTHING"

    return statement, bind
