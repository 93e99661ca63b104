"""The poll of a player whose stream fails: the state, or nothing where it was seen before."""

import re

from starlette.types import Receive, Scope, Send

from quizapp.services.live.faults import NoSeat
from quizapp.services.live.returns import refuse_old_device
from quizapp.wire.routes import FAULTS, NO_STORE, Head, Hot, seated

SEEN = re.compile(rb"(?:^|&)seen=([0-9a-f]{0,64})(?:&|$)")


async def poll(scope: Scope, receive: Receive, send: Send, hot: Hot) -> None:
    """Answer one poll."""
    try:
        room, seat = await seated(scope, Head(scope), hot.site)
        if seat.player is None:
            raise NoSeat
        await hot.site.live.rooms.meet_async(room, seat.player)
        refuse_old_device(room, seat.player, seat.device)
        found = SEEN.search(scope["query_string"])
        html, tag = hot.of_poll(room, seat.player, found[1].decode() if found else "")
    except FAULTS as fault:
        await hot.refuse(fault, send)
        return
    hot.site.live.hub.presence.note(room.id, seat.player)
    if html is not None:
        await hot.reply(send, html, "html", more=((b"x-state", tag.encode()),))
        return
    await send({"type": "http.response.start", "status": 204, "headers": [NO_STORE, *hot.headers]})
    await send({"type": "http.response.body", "body": b""})
