"""One reading of one text: every rule over one scan."""

from __future__ import annotations

from extractors import atoms, dates, genre, recommendations, references, scores, topics
from extractors.facts import Context, Facts


def extract(text: str, context: Context | None = None) -> Facts:
    """Give all facts of one text; `context` tells its day, province and title where known.

    The offsets of the facts are offsets into `Facts.text`, the normalised text.

    >>> facts = extract("Thực hiện Kế hoạch số 19/KH-SKHCN ngày 13/3/2023 của Sở KH&CN")
    >>> [(r.code, r.date, r.issuer) for r in facts.references]
    [('19/KH-SKHCN', '2023-03-13', 'Sở KH&CN')]
    """
    scan = atoms.scan(text, context or Context())
    found_references = references.find(scan)
    found_dates = dates.find(scan, found_references)
    found_scores = scores.find(scan, found_references, found_dates)
    kind = genre.genre_of(scan, found_references)
    told, lacking = recommendations.find(scan, found_references, found_dates, kind.genre)
    about = topics.find(scan, found_references, told, lacking, kind)
    return Facts(
        text=scan.text,
        genre=about.genre,
        reform=about.reform,
        areas=about.areas,
        references=found_references,
        dates=found_dates,
        scores=found_scores,
        recommendations=told,
        findings=lacking,
        topics=about.evidence,
    )
