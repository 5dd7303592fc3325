"""What is published: figures composed into the review of a batch, and later the bulletins."""
