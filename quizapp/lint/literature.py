"""What the rules rest on; a rule names the place within."""

HALADYNA = (
    "T. M. Haladyna, S. M. Downing & M. C. Rodriguez, A review of multiple-choice item-writing "
    "guidelines for classroom assessment, Applied Measurement in Education 15 (2002), "
    "doi:10.1207/S15324818AME1503_5"
)
NBME = (
    "S. M. Case & D. B. Swanson, Constructing written test questions for the basic and clinical "
    "sciences, 3rd ed., National Board of Medical Examiners (2002), on technical flaws"
)
TRIVIA = "base rates on OpenTriviaQA, 43,000 questions: see lint-measured.md"
WAI = "W3C, Web Content Accessibility Guidelines 2.2 (2023), 1.1.1; W3C, Images tutorial, on tips"
HOUSE = "our model of claims: every claim has a voice, every contested issue its sides"


def haladyna(rule: str) -> str:
    """That review's guideline of this number."""
    return f"Haladyna, Downing & Rodriguez (2002), guideline {rule}"


NBME_SHORT = "Case & Swanson (2002), technical flaws"
