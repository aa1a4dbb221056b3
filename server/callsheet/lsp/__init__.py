"""The protocol: the only room that knows pygls and lsprotocol. One file per group of methods, conversions in one place."""
