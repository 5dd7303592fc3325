"""Enclaves 飞地: who shares what tax of a park of two places, worked out to the fen and signed by both."""
