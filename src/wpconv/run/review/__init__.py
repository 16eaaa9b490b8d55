"""The review page: posts beside their documents, worst first (docs/review.md)."""
