"""Fact extractors: `Document` to facts. One module a kind; the registry finds them."""
