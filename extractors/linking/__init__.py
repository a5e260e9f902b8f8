"""Finds what a document states between its facts: who gives, who receives, what for, when, where, of what."""
