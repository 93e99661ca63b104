"""The learner's own days: they begin at an hour of the learner's choice, where the learner is."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from quizapp.core.deck import Day
from quizapp.core.preferences import Preferences


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """The names of all time zones that this machine knows."""
    return frozenset(available_timezones()) | {"UTC"}


def day_of(at: datetime, chosen: Preferences) -> Day:
    """The learner's day that holds this moment; an unknown zone is read as UTC."""
    zone = _zone(chosen.zone)
    local = at.astimezone(zone) - timedelta(hours=chosen.day_begins)
    return day_numbered(local.date().toordinal(), chosen)


def day_numbered(number: int, chosen: Preferences) -> Day:
    """The learner's day with this number."""
    begins, zone = time(chosen.day_begins), _zone(chosen.zone)
    first = date.fromordinal(number)
    start, end = (
        datetime.combine(d, begins, zone).astimezone(UTC)
        for d in (first, first + timedelta(days=1))
    )
    return Day(number, start, end)


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name if name in zones() else "UTC")
