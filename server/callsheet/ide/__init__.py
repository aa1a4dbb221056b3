"""What an editor asks: plain functions of a snapshot, a document and a place."""
