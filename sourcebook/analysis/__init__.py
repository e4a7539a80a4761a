"""What follows from the claims: pure functions of the corpus, one module a question."""
