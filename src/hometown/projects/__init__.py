"""Investment projects from lead to performing: filings, claims, stages, evidence, verification."""
