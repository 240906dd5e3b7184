"""What a question asks for where it says nothing else, the same at every door."""

REGIME = "cn_2024"  # the id of the rule on beneficial owners
PATH_HOPS = 4
PAGE = 10  # most paths or parties on a page
LONG_PAGE = 50  # most findings or changes on a page
MOST_ITEMS = 1000  # of such a page, and items read at a time where a whole list is asked for
