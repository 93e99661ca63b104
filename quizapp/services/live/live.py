"""The live games of a process: the parts that work together, opened and closed as one."""

from dataclasses import dataclass

from quizapp.services.library import Library
from quizapp.services.live.answers import Answers
from quizapp.services.live.door import Door
from quizapp.services.live.driver import Driver
from quizapp.services.live.hub import Hub
from quizapp.services.live.returns import Returns
from quizapp.services.live.rooms import Rooms
from quizapp.store.database import Database


@dataclass(frozen=True)
class Live:
    """The rooms, who listens, who is in or comes back, what happens next, what is answered."""

    hub: Hub
    rooms: Rooms
    driver: Driver
    door: Door
    answers: Answers
    returns: Returns

    def close(self) -> None:
        """Write what is waiting, then stop."""
        self.driver.close()
        self.rooms.close()


def open_live(database: Database, library: Library) -> Live:
    """The live games over a database; `driver.resume` brings back those that were running."""
    hub = Hub()
    rooms = Rooms(database, library, hub)
    driver = Driver(rooms)
    return Live(hub, rooms, driver, Door(rooms, driver), Answers(rooms, driver), Returns(rooms))
