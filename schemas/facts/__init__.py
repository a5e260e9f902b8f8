"""The record models of the facts, one a file."""
