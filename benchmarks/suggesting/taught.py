"""Put an engine in use that has learned from made-up answers, to measure how fast such a one goes through.

What it learned says nothing about how right it is: the same sentences make the answers it will look at.
"""

import sys
import time

from analysis.learning import Labelled, Settings, digest_of, teach, to_bytes
from benchmarks.suggesting.made_up import coded_answers
from feedback_app import clock
from feedback_app.database import db
from feedback_app.learned.in_use import put_in_use
from feedback_app.learned.models import LearnedModel, Verdict
from feedback_app.themes.book import codebook_in_use, engine_name
from feedback_app.web.app import create_app

OTHERS = 11


def put_taught_engine_in_use(how_many: int, question: str, *, meaning: bool) -> None:
    """Teach with so many answers, none of those that wait; figures of rightness are left at nought."""
    began = time.perf_counter()
    made_up = [Labelled(words, question, codes) for words, codes in coded_answers(how_many, OTHERS)]
    engine = teach(codebook_in_use(), made_up, settings=Settings(meaning=meaning))
    kept = to_bytes(engine)
    seconds = time.perf_counter() - began
    model = LearnedModel(
        made_at=clock.now(), decided_until=clock.now(), examples=how_many, unseen=1, languages="en",
        taught_from="made up", digest=digest_of(kept), content=kept, micro_f1=0.0, macro_f1=0.0,
        recall_at_5=0.0, calibration_error=0.0, compared_with=engine_name(), compared_micro_f1=0.0,
        compared_macro_f1=0.0, seconds=seconds, verdict=Verdict.better,
    )  # fmt: skip
    db.session.add(model)
    db.session.flush()
    put_in_use(model)
    db.session.commit()
    print(f"taught with {how_many:,} in {seconds:.1f} s, {len(kept) / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    app = create_app()
    with app.app_context():
        put_taught_engine_in_use(int(sys.argv[1]), sys.argv[2], meaning="meaning" in sys.argv[3:])
