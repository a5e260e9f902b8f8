"""What the data is: models that every other package shares. Imports nothing else of ours."""
