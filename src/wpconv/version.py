"""The version, where everything that records it can import it."""

VERSION = "0.1.0"
