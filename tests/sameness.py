"""What it means that two processes know the same of a game."""

from quizapp.core.seats import seen_by_player


def is_the_same(after, room):
    """Whether a room is the same as another, in another process or before a restart."""
    assert after.table == room.table
    assert after.members == room.members
    assert after.rounds == room.rounds
    assert (after.names, +after.team_sizes) == (room.names, +room.team_sizes)
    assert (after.pin, after.expires_at, after.is_locked) == (
        room.pin,
        room.expires_at,
        room.is_locked,
    )
    assert after.shared == room.shared
    for player in room.players:
        assert seen_by_player(after.table, player) == seen_by_player(room.table, player)
    return True
