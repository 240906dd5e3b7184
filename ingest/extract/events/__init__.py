"""Events of a sentence, and the relations that follow from them."""
