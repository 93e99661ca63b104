"""What the questions rest on."""
