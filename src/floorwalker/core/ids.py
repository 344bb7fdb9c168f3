"""Identifiers: sortable ones for inside, unguessable ones for outside."""

import hashlib
import secrets

import uuid_utils

DEFAULT_SHOP = "default"


def new_id() -> str:
    """A UUIDv7 (RFC 9562): unique and roughly ordered by time, for rows nobody outside names."""
    return str(uuid_utils.uuid7())


def new_public_id() -> str:
    """128 random bits as 32 hexadecimal characters, for what a stranger may hold a link to."""
    return secrets.token_hex(16)


def new_secret() -> str:
    """256 random bits, URL-safe, for tokens and keys."""
    return secrets.token_urlsafe(32)


def secret_digest(secret: str) -> str:
    """SHA-256 of a secret in hexadecimal: what is stored in its place.

    The secrets have full entropy, so a plain hash is enough; passwords would need a slow one.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
