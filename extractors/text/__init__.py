"""Text extractors (readers): bytes to `Document`. One module a media type; the registry finds them."""
