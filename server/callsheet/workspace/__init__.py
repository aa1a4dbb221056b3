"""What is where: the files of a workspace, what they say, and how they depend on one another."""
