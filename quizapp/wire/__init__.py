"""The two hot routes of the live game as plain ASGI: the stream and the answer."""
