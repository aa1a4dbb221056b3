"""The server that gives agents Callsheet's tools (Model Context Protocol). Only this package imports `mcp`."""
