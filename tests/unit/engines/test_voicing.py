"""Whose words the sentences of short fictional reports are."""

from __future__ import annotations

from datetime import date

from rasd.model import Document, sha256_text
from rasd.pipeline import code_document


def test_a_figure_stands_in_the_voice_that_goes_on() -> None:
    text = (
        "قالت منظمة أطباء بلا حدود إن القصف على تعز مستمر.\n"
        "وأضافت أن 350 مدنيا قتلوا في تعز منذ مارس 2015."
    )
    document = Document(id="t", text=text, sha256=sha256_text(text), published=date(2015, 7, 1))
    (figure,) = code_document(document).figures
    assert ["أطباء بلا حدود" in a.name for a in figure.attribution] == [True]
