"""The cascade that reader.py lists: each stage takes lines or characters that the later ones leave alone."""
