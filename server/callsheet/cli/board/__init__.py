"""The live board of `callsheet watch`: what it shows, how it is laid out, and what it follows."""
