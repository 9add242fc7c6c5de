"""Asked → Query → a page of hits, with facets, bars, links and wording. Knows no request."""
