"""The earlier cases of an applicant stand on the later case, and a click opens each."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.places import LULONG, violations, word

CASES = """query ($after: String) { cases(hall: "130324000000", first: 100, after: $after) {
  edges { node { number earlier { number } } } pageInfo { endCursor hasNextPage } } }"""
ASK = """async ([query, variables]) => {
  const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
  const answer = await fetch("/graphql/", {method: "POST", credentials: "same-origin",
    headers: {"content-type": "application/json", "X-CSRFToken": token}, body: JSON.stringify({query, variables})});
  return (await answer.json()).data.cases;
}"""


def case_with_earlier(page: Page) -> tuple[str, str]:
    """Of the invented applicants some come again in the same item."""
    after = None
    while True:
        found = page.evaluate(ASK, [CASES, {"after": after}])
        for edge in found["edges"]:
            if edge["node"]["earlier"]:
                return edge["node"]["number"], edge["node"]["earlier"][0]["number"]
        assert found["pageInfo"]["hasNextPage"], "nobody came twice"
        after = found["pageInfo"]["endCursor"]


def test_an_earlier_case_is_opened_from_the_later_one(visitors):
    page = visitors.page("han")
    page.goto(f"/halls/{LULONG}/cases")
    number, first = case_with_earlier(page)
    page.goto(f"/halls/{LULONG}/cases/{number}")
    expect(page.get_by_role("heading", name=word("earlier.title", "zh"))).to_be_visible()
    expect(page.get_by_text(word("earlier.innocent", "zh"))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name=first).click()
    expect(page).to_have_url(re.compile(f"/cases/{first}$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert visitors.problems == []
