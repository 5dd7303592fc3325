"""The learning flow: questions from home and their answers, practices and where they are adopted, comparisons."""
