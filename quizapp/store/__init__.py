"""The only place that speaks SQLAlchemy: tables beside their queries, one module a feature."""
