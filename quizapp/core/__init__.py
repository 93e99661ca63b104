"""Pure values and functions: no input or output, clock, randomness or framework."""
