"""What was learned from pages: numbers of lines and candidates, and the weights and trees that judge them."""
