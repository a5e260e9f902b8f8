"""The parts of the amounts extractor: vocabulary, currencies, context and the grammar that joins them."""
