"""Which deliveries are taken back, by the place of the undo: the last of its source that was not yet."""

from collections import defaultdict
from collections.abc import Sequence

from ..oracle.deliveries import Delivery


def pair_undone(deliveries: Sequence[Delivery]) -> dict[int, int]:
    """Return the place of the delivery that each undo takes back."""
    pairs, standing = dict[int, int](), defaultdict[str, list[int]](list)
    for place, delivery in enumerate(deliveries):
        if delivery.undo:
            pairs[place] = standing[delivery.source].pop()
        else:
            standing[delivery.source].append(place)
    return pairs
