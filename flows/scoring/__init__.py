"""Scoring what the extractors find against gold: anchors, pairs, values, links, cases, floors."""
