"""The same clause once: copies found across documents, each with every place that prints it."""
