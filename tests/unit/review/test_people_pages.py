"""The people of a team, and what each decides of themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.review import PASSWORD, Client, client_of, team_of

from rasd.model import Role, Scope
from rasd.review.security.secrets import digest_of
from rasd.store import open_store

CODE = re.compile(r"invitation#([\w-]+)")
TOKEN = re.compile(r"rasd_[\w-]{20,}")


@pytest.fixture
def admin(place: str) -> Iterator[Client]:
    """A browser in which the administrator is logged in."""
    with team_of(place, "Salma") as client:
        yield client


@pytest.fixture
def coder(place: str) -> Iterator[Client]:
    """A browser in which a coder is logged in."""
    with team_of(place, "Nour") as client:
        yield client


def role_of(place: str, name: str) -> Role:
    with open_store(place) as store:
        account = store.people.account(name)
        assert account is not None
        return account.role


def test_a_person_is_added_with_a_code_and_chooses_a_password(admin: Client, place: str) -> None:
    answer = admin.post("/people", {"name": "Ali", "shown": "علي", "role": "coder"})
    found = CODE.search(answer.text)
    assert found is not None
    assert role_of(place, "ali") is Role.CODER
    admin.post("/logout")
    form = {"code": found[1], "password": "four new words", "again": "four new words"}
    assert admin.post("/invitation", form).url.path == "/queue"
    assert "علي" in admin.get("/me").text


def test_the_code_is_shown_once_and_kept_as_a_digest(admin: Client, place: str) -> None:
    found = CODE.search(admin.post("/people/Nour/invite").text)
    assert found is not None
    assert CODE.search(admin.get("/people").text) is None
    with open_store(place) as store:
        account = store.people.invited(digest_of(found[1]))
        assert account is not None
        assert account.name == "Nour"


@pytest.mark.parametrize("name", ["Nour", "NOUR", "", "rasd", "a\u202eb", "x" * 61])
def test_a_name_that_is_taken_or_could_mislead_is_refused(admin: Client, name: str) -> None:
    answer = admin.post("/people", {"name": name, "role": "coder"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_role_holds_from_the_next_request_on(admin: Client, place: str) -> None:
    with team_of(place, "Rim") as other:
        assert other.get("/people").status_code == 403
        assert admin.post("/people/Rim/role", {"role": "admin"}).status_code == 200
        assert other.get("/people").status_code == 200


def test_the_last_administrator_stays_one(admin: Client, place: str) -> None:
    assert admin.post("/people/Salma/role", {"role": "editor"}).status_code == 422
    assert admin.post("/people/Salma/disable").status_code == 422
    assert role_of(place, "Salma") is Role.ADMIN
    admin.post("/people/Idris/role", {"role": "admin"})
    assert admin.post("/people/Salma/disable").url.path == "/login"


def test_a_person_is_called_otherwise_and_signs_as_before(admin: Client, place: str) -> None:
    assert "نور الدين" in admin.post("/people/Nour/shown", {"shown": "نور الدين"}).text
    with open_store(place) as store:
        account = store.people.account("Nour")
        assert account is not None
        assert (account.name, account.shown) == ("Nour", "نور الدين")


def test_a_disabled_person_comes_back(admin: Client, place: str) -> None:
    admin.post("/people/Nour/disable")
    with team_of(place) as other:
        assert other.login("Nour").status_code == 401
        admin.post("/people/Nour/enable")
        assert other.login("Nour").status_code == 200


def test_who_works_alone_has_no_people(place: str) -> None:
    with client_of(place) as client:
        page = client.get("/people")
        assert "rasd serve --team" in page.text
        assert 'action="/people' not in page.text
        assert client.post("/people", {"name": "Ali", "role": "coder"}).status_code == 403
        assert client.post("/me/password", {}).status_code == 403


def test_a_new_password_ends_all_other_sessions(coder: Client, place: str) -> None:
    with team_of(place, "Nour") as other:
        chosen = {"old": PASSWORD, "password": "four new words", "again": "four new words"}
        assert coder.post("/me/password", chosen).url.params["done"] == "password"
        assert coder.get("/me").url.path == "/me"
        assert other.get("/me").url.path == "/login"
        assert other.login("Nour").status_code == 401
        assert other.login("Nour", "four new words").status_code == 200


@pytest.mark.parametrize(
    "change",
    [{"old": "wrong"}, {"again": "other"}, {"password": "short", "again": "short"}],
    ids=["old", "again", "short"],
)
def test_a_password_that_is_not_changed_stays(coder: Client, change: dict[str, str]) -> None:
    form = {"old": PASSWORD, "password": "four new words", "again": "four new words"}
    assert coder.post("/me/password", form | change).status_code == 422
    coder.post("/logout")
    assert coder.login("Nour").status_code == 200


def test_the_present_password_cannot_be_guessed_in_an_open_session(coder: Client) -> None:
    form = {"old": "wrong", "password": "four new words", "again": "four new words"}
    for _ in range(5):
        coder.post("/me/password", form)
    answer = coder.post("/me/password", form | {"old": PASSWORD})
    assert answer.status_code == 422
    coder.post("/logout")
    assert coder.login("Nour").status_code == 429


def test_a_person_leaves_everywhere_else(coder: Client, place: str) -> None:
    with team_of(place, "Nour") as other, team_of(place, "Rim") as third:
        coder.post("/me/sessions")
        assert coder.get("/me").url.path == "/me"
        assert other.get("/me").url.path == "/login"
        assert third.get("/me").url.path == "/me"


def test_a_token_is_shown_once_and_revoked(coder: Client, place: str) -> None:
    form = {"name": "notebook", "days": "30", "scopes": ["text", "write"]}
    found = TOKEN.search(coder.post("/me/tokens", form).text)
    assert found is not None
    assert TOKEN.search(coder.get("/me").text) is None
    with open_store(place) as store:
        token = store.people.token(digest_of(found[0]))
        assert token is not None
        assert (token.account, set(token.scopes)) == ("Nour", set(Scope))
        assert token.expires is not None
    coder.post(f"/me/tokens/{token.id}/revoke")
    with open_store(place) as store:
        assert store.people.token(digest_of(found[0])) is None


def test_nobody_revokes_the_token_of_another(coder: Client, place: str) -> None:
    with open_store(place) as store:
        made = store.people.add_token(
            "Rim", "x", "d" * 64, scopes=(Scope.READ,), by="Rim", seconds=None
        )
    assert coder.post(f"/me/tokens/{made.id}/revoke").status_code == 404
    with open_store(place) as store:
        assert store.people.token("d" * 64) is not None


def test_a_reader_makes_no_token_that_judges(place: str) -> None:
    with team_of(place, "Rim") as client:
        form = {"name": "x", "days": "30", "scopes": ["write"]}
        assert client.post("/me/tokens", form).status_code == 403
        assert client.post("/me/tokens", form | {"scopes": []}).status_code == 200


def test_who_works_alone_has_tokens(place: str) -> None:
    with client_of(place) as client:
        assert TOKEN.search(client.post("/me/tokens", {"name": "x", "days": "0"}).text)


def test_names_are_escaped_wherever_they_stand(place: str) -> None:
    with team_of(place, "Salma") as client:
        shown = "<script>alert(1)</script>"
        client.post("/people", {"name": "Eve", "shown": shown, "role": "coder"})
        for address in ("/people", "/people?done=<script>"):
            page = client.get(address).text
            assert "<script>alert" not in page
            assert "done=<" not in page
