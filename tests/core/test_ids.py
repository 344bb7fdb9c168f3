"""Inner ids sort by time; outer ids and secrets cannot be guessed and are stored as digests."""

from floorwalker.core import new_id, new_public_id, new_secret, secret_digest


def test_inner_ids_are_distinct_and_in_order() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert ids == sorted(ids)


def test_public_ids_have_128_bits() -> None:
    assert len(bytes.fromhex(new_public_id())) == 16
    assert new_public_id() != new_public_id()


def test_a_digest_does_not_hold_the_secret() -> None:
    secret = new_secret()
    assert secret not in secret_digest(secret)
    assert secret_digest(secret) == secret_digest(secret) != secret_digest(secret + "x")
