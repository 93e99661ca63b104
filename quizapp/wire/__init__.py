"""The hot routes of the live game as plain ASGI: the stream, the answer, the poll."""
