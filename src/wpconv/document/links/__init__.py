"""The URLs of the old site, and what they lead to in the new one."""
