"""Reading: from files to posts.

`sources` finds files and members of archives and opens them. `decoding` turns their bytes into JSON values,
and saves the intact parts of damaged ones. `records` turns values into posts, terms, authors and media. None
of these imports another: `reader` joins them for one source, and `site` holds the entities of a whole run.
"""
