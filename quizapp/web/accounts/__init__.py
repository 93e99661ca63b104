"""Teachers' accounts: sign in and out, password, sessions, one-time links."""
