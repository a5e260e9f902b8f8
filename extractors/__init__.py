"""How text and facts are read. No database and no Prefect in here."""
