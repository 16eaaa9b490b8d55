"""Rules for text: code, citations, formulas, pasted styles, what is hidden or there twice."""
