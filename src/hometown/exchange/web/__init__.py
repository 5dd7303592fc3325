"""Pages of learning: questions, answers, practices, comparisons."""
