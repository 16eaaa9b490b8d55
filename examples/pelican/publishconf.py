"""The configuration for going live: `pelican -s publishconf.py`."""

import os
import sys

sys.path.append(os.curdir)
from pelicanconf import *  # noqa: F403

SITEURL = "https://example.org"  # of the new site
