"""When things run: the flow, the command, settings and evaluation. No parsing and no SQL in here."""
