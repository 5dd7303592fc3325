"""The programme: cities, units, batches, officers, postings, duties, the temporary branch, leave."""
