"""Events in a sentence, and the relations derived from them."""
