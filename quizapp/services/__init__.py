"""Use cases: load, ask the core, save. They take a session, never commit, return frozen values."""
