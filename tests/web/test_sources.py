"""A source and its claims, as a browser without script gets them."""

import html
import re

from flask.testing import FlaskClient

from quizapp.services.site import Site
from tests import shipped

SOURCE = "/sources/missile-offer"


def rows(page: str) -> int:
    """How many places of claims a page shows."""
    return page.count('<details class="claim-row"')


def test_a_source_page_shows_each_claim_at_each_of_its_places(client: FlaskClient) -> None:
    page = client.get(SOURCE).text

    assert rows(page) == sum(len(c.anchors) for c in shipped.LEDGER.claims)
    assert all(page.count(f'id="{c.id}"') == 1 for c in shipped.LEDGER.claims)
    assert f"<b>{len(shipped.LEDGER.claims)}</b> claims" in page


def test_each_speaker_leads_to_what_they_say(client: FlaskClient) -> None:
    page = client.get(SOURCE).text
    speakers = re.findall(r'href="(/sources/missile-offer\?speaker=[^"]+)"', page)

    assert len(speakers) > 5
    for address in speakers:
        found = client.get(html.unescape(address))
        assert found.status_code == 200
        assert 0 < rows(found.text) < rows(page)
        assert "Show all claims" in found.text


def test_filters_narrow_each_other(client: FlaskClient) -> None:
    wide = client.get(f"{SOURCE}?speaker=putin").text
    narrow = client.get(f"{SOURCE}?speaker=putin&outlet=tass&stance=&paragraph=p3").text

    assert 0 < rows(narrow) < rows(wide)
    assert "said by Vladimir Putin, passed on by TASS, in paragraph 3" in narrow


def test_where_nothing_matches_there_is_a_way_back(client: FlaskClient) -> None:
    response = client.get(f"{SOURCE}?speaker=putin&stance=doubted")

    assert (response.status_code, rows(response.text)) == (200, 0)
    assert "Nothing matches" in response.text
    assert "Show all 52 claims" in response.text


def test_an_unknown_value_of_a_filter_is_said_kindly(client: FlaskClient) -> None:
    response = client.get(f"{SOURCE}?speaker=%3Cb%3Enobody&paragraph=p99")

    assert response.status_code == 404
    assert "no such speaker and no such paragraph" in response.text
    assert "<b>nobody" not in response.text
    assert "Show all 52 claims" in response.text


def test_each_claim_has_a_page_with_its_stance_and_its_places(client: FlaskClient) -> None:
    for claim in shipped.LEDGER.claims:
        response = client.get(f"{SOURCE}/claims/{claim.id}")
        assert response.status_code == 200
        assert html.unescape(response.text).count(claim.content) > 1
        for anchor in claim.anchors:
            assert f"{SOURCE}?paragraph={anchor.paragraph}#claims" in response.text


def test_a_claim_shows_the_sides_of_its_dispute(client: FlaskClient) -> None:
    page = client.get(f"{SOURCE}/claims/C13").text

    assert "Did Russia break the Intermediate-Range Nuclear Forces Treaty?" in page
    assert f"{SOURCE}/claims/C21" in page
    assert f"{SOURCE}/claims/C20" in page


def test_a_claim_tells_which_questions_rest_on_it_but_no_key(
    client: FlaskClient, site: Site
) -> None:
    page = html.unescape(client.get(f"{SOURCE}/claims/C13").text)
    bank = site.library.bank("who-claimed-what").bank
    resting = [q for q in bank.asked if any(e.claim == "C13" for e in q.evidence)]

    assert resting
    assert all(q.stem in page for q in resting)
    assert not [q.id for q in resting if q.explanation and q.explanation in page]
    assert "/banks/who-claimed-what" in page


def test_each_question_on_a_claim_says_whether_it_is_checked_against_the_ledger(
    client: FlaskClient, site: Site
) -> None:
    shelf = site.library.shelf()
    pages = [
        client.get(f"{SOURCE}/claims/{claim.id}").text
        for claim in shelf.ledgers["missile-offer"].claims
    ]

    checked = sum(page.count("Checked against the ledger") for page in pages)
    unchecked = sum(page.count("Not checked against the ledger") for page in pages)
    assert checked > 0
    assert unchecked > 0
    assert checked + unchecked == sum(page.count('class="stems__checked"') for page in pages)


def test_an_old_id_leads_to_the_claim_of_today(client: FlaskClient, site: Site) -> None:
    ledger = site.library.shelf().ledgers["missile-offer"]
    first = ledger.claims[0].model_copy(update={"aliases": ("C98",)})
    renamed = ledger.model_copy(update={"claims": (first, *ledger.claims[1:])})
    site.library.shelf().ledgers["missile-offer"] = renamed  # type: ignore[index]

    response = client.get(f"{SOURCE}/claims/C98")

    assert response.status_code == 301
    assert response.location == f"{SOURCE}/claims/C01"


def test_a_claim_that_does_not_exist_leads_back_to_the_report(client: FlaskClient) -> None:
    response = client.get(f"{SOURCE}/claims/C99")

    assert response.status_code == 404
    assert "See all claims of the report" in response.text


def test_what_authors_tell_each_other_is_shown_to_nobody(client: FlaskClient) -> None:
    shown = [client.get(f"{SOURCE}/claims/{c.id}").text for c in shipped.LEDGER.claims]
    page = html.unescape("".join([client.get(SOURCE).text, *shown]))

    assert not [c.id for c in shipped.LEDGER.claims if c.note and c.note in page]
    assert "never offer" not in page
