"""Webhooks in."""

from fastapi import APIRouter

router = APIRouter(prefix="/webhooks", tags=["webhooks"])
