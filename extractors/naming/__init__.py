"""How programmes are named: a folded text, an index of the catalogue, and grammars of names in three languages."""
