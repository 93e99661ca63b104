"""The front door: what there is to play, and the way into a game."""
