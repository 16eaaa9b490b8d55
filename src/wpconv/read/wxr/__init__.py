"""WXR, the XML that WordPress's Tools → Export writes: items to records of the REST API's shape."""
