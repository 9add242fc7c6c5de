"""The words for what is stored as a code; every face shows them, none has its own."""
