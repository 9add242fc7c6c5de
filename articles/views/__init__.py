"""The pages: each view reads the address, asks one question and renders the answer."""
