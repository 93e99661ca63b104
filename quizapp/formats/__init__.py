"""Readers and writers of the formats that content arrives in; none knows another."""
