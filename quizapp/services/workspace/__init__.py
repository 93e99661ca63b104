"""A teacher's own banks: versions of house-format text, checked, published, shared."""
