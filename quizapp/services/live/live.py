"""The live games of a process: the parts that work together, opened and closed as one."""

from dataclasses import dataclass

from quizapp.services.library import Library
from quizapp.services.live.answers import Answers
from quizapp.services.live.door import Door
from quizapp.services.live.driver import Driver
from quizapp.services.live.hub import Hub
from quizapp.services.live.others import Others
from quizapp.services.live.returns import Returns
from quizapp.services.live.rooms import Rooms
from quizapp.store.bus import Bus
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
    others: Others
    bus: Bus

    def close(self) -> None:
        """Write what is waiting, then stop."""
        self.driver.close()
        self.bus.close()
        self.others.leave()
        self.rooms.close()


def open_live(database: Database, library: Library, bus: Bus | None = None) -> Live:
    """The live games over a database; `driver.resume` brings back those that were running.

    Where other processes serve the same games, all of them share a bus.
    """
    hub, bus = Hub(), bus or Bus()
    rooms = Rooms(database, library, hub, bus)
    others = Others(rooms)
    driver = Driver(rooms, others)
    bus.start(others.process_id, others.heard)
    return Live(
        hub=hub,
        rooms=rooms,
        driver=driver,
        door=Door(rooms, driver),
        answers=Answers(rooms, driver),
        returns=Returns(rooms),
        others=others,
        bus=bus,
    )
