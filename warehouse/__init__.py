"""Where the data rests. The only place that opens DuckDB."""
