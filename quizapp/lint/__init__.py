"""Checks of content that go beyond the form of one file: rules, and what runs them."""
