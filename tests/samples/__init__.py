"""Sample documents: their annotated sources, and what is built from them."""
