"""The only place that speaks Flask and WTForms: one package a feature."""
