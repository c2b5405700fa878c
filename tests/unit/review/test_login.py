"""Who gets in, how often they may try, and what ends a session."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from tests.clock import Clock
from tests.review import PASSWORD, Client, add_team, client_of, team_of

from rasd.model import LogKind
from rasd.review import Mode, Settings, create_app
from rasd.review.security.limits import FREE_BY_ADDRESS, FREE_BY_NAME
from rasd.review.security.passwords import Passwords, WeakPasswordError, check_password
from rasd.review.security.secrets import digest_of, new_code
from rasd.review.security.sessions import IDLE, LONGEST
from rasd.store import open_store

COOKIE = "rasd_session"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(place: str, clock: Clock) -> Iterator[Client]:
    """A browser before the application of a team."""
    with team_of(place, clock=clock) as client:
        yield client


def is_in(client: Client) -> bool:
    return bool(client.get("/me").url.path == "/me")


def test_whoever_is_not_logged_in_is_led_to_the_form_and_back(client: Client) -> None:
    answer = client.get("/me?lang=en")
    assert (answer.url.path, answer.url.params["next"]) == ("/login", "/me?lang=en")
    form = {"name": "nour", "password": PASSWORD, "next": answer.url.params["next"]}
    assert client.post("/login", form).url.path == "/me"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/me",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/me\n//evil.example",
        "evil.example",
        "/\t/evil.example",
    ],
)
def test_logging_in_leads_to_no_other_host(client: Client, address: str) -> None:
    form = {"name": "Nour", "password": PASSWORD, "next": address}
    token = client.token
    answer = client.http.post("/login", data={**form, "csrf": token}, follow_redirects=False)
    assert answer.status_code == 303
    assert re.match(r"^/(?![/\\])", answer.headers["location"])
    assert "evil.example/" not in answer.headers["location"]


def test_a_part_of_a_page_leads_the_whole_page_to_the_form(client: Client) -> None:
    answer = client.get("/me", headers={"HX-Request": "true", "Referer": "http://testserver/x?q=1"})
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/login?next=/x%3Fq%3D1"


@pytest.mark.parametrize(
    ("name", "password"),
    [("Nour", "not my password"), ("Nobody", PASSWORD), ("", ""), ("Nour", "")],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(
    client: Client, name: str, password: str
) -> None:
    answer = client.login(name, password)
    assert answer.status_code == 401
    shown = answer.text.replace(name, "").replace("autofocus", "") if name else answer.text
    known = client.login("Rim", "wrong").text.replace("Rim", "").replace("autofocus", "")
    assert re.findall(r'role="alert"[^<]*<', shown) == re.findall(r'role="alert"[^<]*<', known)
    assert not is_in(client)


def test_an_unknown_name_costs_a_hash_as_a_known_one_does(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasher = client.http.app.state.context.passwords._hasher  # type: ignore[attr-defined]
    held: list[str] = []
    verify = type(hasher).verify

    def counted(self: object, kept: str, password: bytes) -> bool:
        held.append(kept)
        return bool(verify(self, kept, password))

    monkeypatch.setattr(type(hasher), "verify", counted)
    client.login("Nobody", "not my password")
    client.login("Nour", "not my password")
    first, second = (kept.rsplit("$", 2)[0] for kept in held)
    assert first == second


def test_logging_in_begins_a_session_with_another_name(client: Client) -> None:
    client.get("/login")
    before = client.http.cookies[COOKIE]
    client.login("Nour")
    after = client.http.cookies[COOKIE]
    assert after != before
    client.http.cookies.clear()
    client.http.cookies.set(COOKIE, before)
    assert not is_in(client)


def test_a_session_that_was_left_is_worth_nothing(client: Client) -> None:
    client.login("Nour")
    assert is_in(client)
    kept = client.http.cookies[COOKIE]
    assert client.post("/logout").url.path == "/login"
    client.http.cookies.clear()
    client.http.cookies.set(COOKIE, kept)
    assert not is_in(client)


def test_a_session_ends_when_nobody_uses_it_and_at_the_latest_after_its_time(
    client: Client, clock: Clock
) -> None:
    client.login("Nour")
    clock.wait(IDLE)
    assert not is_in(client)
    client.login("Nour")
    for _ in range(LONGEST // (IDLE // 2) - 1):
        clock.wait(IDLE // 2)
        assert is_in(client)
    clock.wait(IDLE // 2)
    assert not is_in(client)


def test_a_restart_logs_nobody_out(place: str, clock: Clock) -> None:
    with team_of(place, "Nour", clock=clock) as client:
        cookie = client.http.cookies[COOKIE]
    with team_of(place, clock=clock) as client:
        client.http.cookies.set(COOKIE, cookie)
        assert is_in(client)


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    answer = client.http.get("/login")
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_by_https_the_cookie_travels_no_other_way(place: str) -> None:
    with team_of(place, secure=True) as client:
        answer = client.http.get("/login")
    name, *rest = answer.headers["set-cookie"].split("; ")
    assert name.startswith("__Host-rasd_session=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Secure"} == set(rest)
    assert "strict-transport-security" in answer.headers


def test_too_many_wrong_passwords_make_a_name_wait_and_ever_longer(
    client: Client, clock: Clock
) -> None:
    for _ in range(FREE_BY_NAME):
        assert client.login("Nour", "wrong").status_code == 401
    answer = client.login("Nour")
    assert answer.status_code == 429
    first = int(answer.headers["retry-after"])
    clock.wait(first)
    assert client.login("Nour", "wrong").status_code == 401
    assert int(client.login("Nour").headers["retry-after"]) == 2 * first
    clock.wait(2 * first)
    assert client.login("Nour").status_code == 200
    assert client.login("Rim").status_code == 200


def test_a_name_waits_a_quarter_of_an_hour_at_most(client: Client, clock: Clock) -> None:
    for _ in range(20):
        client.login("Nour", "wrong")
        clock.wait(900)
    assert client.login("Nour").status_code == 200


def test_the_wait_holds_in_every_server_of_the_store(place: str, clock: Clock) -> None:
    with team_of(place, clock=clock) as client:
        for _ in range(FREE_BY_NAME):
            client.login("Nour", "wrong")
    with team_of(place, clock=clock) as client:
        assert client.login("NOUR").status_code == 429


def test_too_many_attempts_from_one_address_make_it_wait_whatever_the_names(
    client: Client,
) -> None:
    for number in range(FREE_BY_ADDRESS):
        assert client.login(f"guess{number}", "wrong").status_code == 401
    assert client.login("Nour").status_code == 429


def test_logging_in_again_and_again_is_no_failure(client: Client) -> None:
    for _ in range(FREE_BY_NAME + 2):
        assert client.login("Nour").status_code == 200


def test_failures_stand_in_the_log_in_numbers_without_names_that_are_no_accounts(
    client: Client, place: str
) -> None:
    for _ in range(FREE_BY_NAME):
        client.login("Nour", "wrong")
        client.login("my password", "Nour")
    with open_store(place) as store:
        last = [entry for entry in store.log() if entry.kind is LogKind.ACCOUNT][-1]
        assert last.payload == {"deed": "failed", "account": "Nour", "failures": FREE_BY_NAME}
        whole = str([entry.payload for entry in store.log()])
    assert "my password" not in whole
    assert "testclient" not in whole


def invited(place: str, name: str, clock: Clock) -> str:
    code = new_code()
    with open_store(place, clock=clock) as store:
        store.people.invite(name, digest_of(code), by="Salma", seconds=3600)
    return code


def test_an_invitation_lets_its_owner_choose_a_password_once(
    client: Client, place: str, clock: Clock
) -> None:
    code = invited(place, "Nour", clock)
    chosen = {"code": code, "password": "another four words", "again": "another four words"}
    assert client.post("/invitation", chosen).url.path == "/queue"
    assert is_in(client)
    assert client.post("/invitation", chosen).status_code == 422
    client.post("/logout")
    assert client.login("Nour").status_code == 401
    assert client.login("Nour", "another four words").status_code == 200


@pytest.mark.parametrize(
    "change",
    [{"code": "x"}, {"again": "another password"}, {"password": "short", "again": "short"}],
    ids=["code", "again", "short"],
)
def test_an_invitation_that_is_not_taken_changes_nothing(
    client: Client, place: str, clock: Clock, change: dict[str, str]
) -> None:
    code = invited(place, "Nour", clock)
    form = {"code": code, "password": "another four words", "again": "another four words"}
    assert client.post("/invitation", form | change).status_code == 422
    assert not is_in(client)
    assert client.login("Nour").status_code == 200


def test_an_invitation_ends(client: Client, place: str, clock: Clock) -> None:
    code = invited(place, "Nour", clock)
    clock.wait(3600)
    form = {"code": code, "password": "another four words", "again": "another four words"}
    assert client.post("/invitation", form).status_code == 422


def test_a_disabled_account_is_out_at_once(client: Client, place: str, clock: Clock) -> None:
    client.login("Nour")
    with open_store(place, clock=clock) as store:
        store.people.change_account("Nour", by="Salma", disabled=True)
    assert not is_in(client)
    assert client.login("Nour").status_code == 401


def test_who_works_alone_has_no_login(place: str) -> None:
    with client_of(place) as client:
        assert client.get("/login").url.path == "/queue"
        assert client.get("/").status_code == 200


def test_local_mode_lets_no_session_of_a_team_sign(place: str) -> None:
    add_team(place)
    with client_of(place) as client:
        assert client.login("Nour").url.path == "/queue"
        assert "Salma" in client.get("/me").text


def test_a_hash_is_argon2id_of_64_mb_in_three_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    made = Passwords().hash("four words of salt")
    assert made.startswith("$argon2id$")
    assert "$m=65536,t=3," in made
    assert Passwords().is_right(made, "four words of salt")


def test_a_hash_of_other_costs_is_made_anew_when_its_owner_logs_in(
    client: Client, place: str
) -> None:
    costly = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    with open_store(place) as store:
        store.people.set_password("Nour", costly, by="root")
        assert client.login("Nour").status_code == 200
        now = store.people.password("Nour")
    assert now not in (None, costly)
    client.post("/logout")
    assert client.login("Nour").status_code == 200


def test_no_setting_shows_the_secret(place: str) -> None:
    settings = Settings(store=place, author="x", mode=Mode.TEAM, secret=b"s" * 32)
    create_app(settings)
    assert "ssss" not in repr(settings)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevenchars", "login.too_short"),
        ("x" * 1001, "login.too_long"),
        ("nour el din", "login.too_short"),
        ("Nour El Din 2031", "login.is_name"),
        ("noureldinNOURELDIN", "login.is_name"),
        ("PasswordPassword", "login.is_common"),
        ("password2031!!!", "login.is_common"),
        ("qwertyuiop12345", "login.is_common"),
        ("aaaaaaaaaaaaaaaa", "login.is_common"),
    ],
)
def test_a_password_that_somebody_would_guess_is_refused(password: str, why: str) -> None:
    with pytest.raises(WeakPasswordError) as refused:
        check_password(password, name="Nour El Din")
    assert refused.value.why == why


@pytest.mark.parametrize(
    "password",
    ["four words of salt", "النخيل يطل على دجلة", "nour likes green tea", "a" * 11 + "bcd"],
)
def test_a_password_needs_no_mixture_of_characters(password: str) -> None:
    check_password(password, name="Nour")
