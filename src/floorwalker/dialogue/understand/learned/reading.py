"""From a message to the features of the classifier."""

from floorwalker.dialogue.understand.learned.features import Scene, features, shape_of
from floorwalker.dialogue.understand.patterns import acts
from floorwalker.dialogue.understand.slots import Slots
from floorwalker.dialogue.understand.vocabulary import ShopVocabulary
from floorwalker.text import Folded, product_types


def read_features(message: Folded, slots: Slots, vocabulary: ShopVocabulary, scene: Scene) -> set[str]:
    """The features of a message.

    Args:
        message: the message, folded.
        slots: what it says about goods.
        vocabulary: the brand names of the shop.
        scene: what it is said in.
    """
    text = message.original
    shape = shape_of(
        text,
        [match.span for match in product_types().find(text)],
        [mention.span for mention in vocabulary.find(text)],
        [slots.price.span] if slots.price else [],
    )
    done = {name for name, pattern in acts().items() if pattern.search(message.text)}
    return features(shape, done, slots, scene)
