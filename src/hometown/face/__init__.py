"""Everything a person sees: base templates, parts, charts, formats, sentences, catalogues. It knows no trade."""
