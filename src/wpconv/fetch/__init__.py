"""A live site as a source: its REST API is saved into an export folder, which `read` then reads.

`site.fetch` is the whole of it. Nothing else in the program uses the network.
"""
