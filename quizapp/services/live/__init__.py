"""The live game in service: rooms, their commands, who listens, what is kept."""
