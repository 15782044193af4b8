"""What the book says: one module per kind of claim, each with role, checks and setup."""
