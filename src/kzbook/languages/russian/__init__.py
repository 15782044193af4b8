"""What is Russian's alone."""
