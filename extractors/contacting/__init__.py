"""What the contact extractor is made of: points, lines, the people and bodies in them, and their grouping."""
