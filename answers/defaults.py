"""What a question asks for where it says nothing else, the same at every door."""

REGIME = "cn_2024"  # the id of the rule on beneficial owners
PATH_HOPS = 4
PAGE = 10  # most paths or parties on a page
