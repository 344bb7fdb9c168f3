"""Sessions of the console: a signed value in a cookie, which nothing has to be stored for.

A session is ``EXPIRES.NONCE.SIGNATURE``. The key that signs it is derived from the admin token, so a new
token ends every session, and one cookie serves every process of a server.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from functools import lru_cache

LIFETIME = timedelta(hours=12)


def new_session(admin_token: str, now: datetime) -> str:
    """A session that ends after :data:`LIFETIME`."""
    stated = f"{int((now + LIFETIME).timestamp())}.{secrets.token_urlsafe(16)}"
    return f"{stated}.{_signature(admin_token, 'session', stated)}"


def is_live(session: str, admin_token: str, now: datetime) -> bool:
    """Whether ``session`` was signed with this admin token and has not ended."""
    stated, _, signature = session.rpartition(".")
    if not admin_token or not _same(signature, _signature(admin_token, "session", stated)):
        return False
    return now.timestamp() < int(stated.partition(".")[0])


def form_token(session: str, admin_token: str) -> str:
    """What a form of this session carries, so that no other site can send it in a visitor's name."""
    return _signature(admin_token, "form", session)


def is_form_token(token: str, session: str, admin_token: str) -> bool:
    """Whether ``token`` is that of :func:`form_token`."""
    return _same(token, form_token(session, admin_token))


def _signature(admin_token: str, purpose: str, text: str) -> str:
    return hmac.new(_key(admin_token), f"{purpose}:{text}".encode(errors="replace"), "sha256").hexdigest()


@lru_cache(maxsize=4)
def _key(admin_token: str) -> bytes:
    """Slow to derive, so that a stolen cookie is of little help in guessing the token."""
    return hashlib.scrypt(admin_token.encode(), salt=b"floorwalker console", n=2**14, r=8, p=1)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))
