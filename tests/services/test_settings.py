"""What an operator decides, and the key that nobody decides."""

import stat

import pytest

from quizapp.settings import Settings, SettingsFault, load

VARIABLES = (
    "QUIZ_DATA",
    "QUIZ_DATABASE_URL",
    "QUIZ_PUBLIC_URL",
    "QUIZ_DEBUG",
    "QUIZ_HOSTING",
    "QUIZ_PICTURE_MB",
    "QUIZ_JOINS",
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_without_a_word_everything_is_beside_the_program(tmp_path):
    found = load(default_dir=tmp_path / "instance")

    assert found.data_dir == tmp_path / "instance"
    assert found.database_url == f"sqlite:///{tmp_path / 'instance' / 'quiz.db'}"
    assert (found.public_url, found.is_https, found.is_debug) == (None, False, False)


def test_an_argument_wins_over_the_environment_and_that_over_the_default(tmp_path, monkeypatch):
    monkeypatch.setenv("QUIZ_DATA", str(tmp_path / "environment"))

    by_environment = load(default_dir=tmp_path / "default")
    by_argument = load(tmp_path / "argument", default_dir=tmp_path / "default")

    assert by_environment.data_dir == tmp_path / "environment"
    assert by_argument.data_dir == tmp_path / "argument"


def test_a_relative_folder_stays_the_same_when_the_program_moves(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert load(default_dir=tmp_path.relative_to(tmp_path) / "data").data_dir == tmp_path / "data"


def test_the_key_is_made_once_and_kept(tmp_path):
    first = load(tmp_path, default_dir=tmp_path).secret_key
    second = load(tmp_path, default_dir=tmp_path).secret_key

    assert first == second
    assert len(first) >= 43  # 32 bytes in base 64


def test_two_sites_have_different_keys(tmp_path):
    keys = {load(tmp_path / name, default_dir=tmp_path).secret_key for name in "ab"}

    assert len(keys) == 2


def test_the_key_is_readable_by_its_owner_alone(tmp_path):
    load(tmp_path, default_dir=tmp_path)

    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("given", "shown", "is_https"),
    [
        ("https://quiz.example.org/", "https://quiz.example.org", True),
        ("http://10.0.0.5:8000", "http://10.0.0.5:8000", False),
    ],
)
def test_the_public_address_is_taken_without_its_last_slash(tmp_path, given, shown, is_https):
    found = load(tmp_path, default_dir=tmp_path, public_url=given)

    assert (found.public_url, found.is_https) == (shown, is_https)


def test_the_environment_may_name_database_address_and_debugging(tmp_path, monkeypatch):
    monkeypatch.setenv("QUIZ_DATABASE_URL", "postgresql+psycopg://quiz@db/quiz")
    monkeypatch.setenv("QUIZ_PUBLIC_URL", "https://quiz.example.org")
    monkeypatch.setenv("QUIZ_DEBUG", "1")
    monkeypatch.setenv("QUIZ_HOSTING", "off")
    monkeypatch.setenv("QUIZ_BUS_URL", "redis://bus:6379")
    monkeypatch.setenv("QUIZ_PICTURE_MB", "50")
    monkeypatch.setenv("QUIZ_JOINS", "9000")

    found = load(tmp_path, default_dir=tmp_path)

    assert found == Settings(
        data_dir=tmp_path,
        database_url="postgresql+psycopg://quiz@db/quiz",
        secret_key=found.secret_key,
        public_url="https://quiz.example.org",
        is_debug=True,
        allows_hosting=False,
        bus_url="redis://bus:6379",
        picture_limit_bytes=50_000_000,
        joins_limit=9_000,
    )


# Refusals: what happened, where, what to do


def test_a_folder_that_cannot_be_made_is_told_so(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(SettingsFault, match=r"Cannot write to the data folder .* --data DIR"):
        load(tmp_path / "file", default_dir=tmp_path)
    with pytest.raises(SettingsFault, match=r"Cannot write to the data folder .* --data DIR"):
        load(tmp_path / "file" / "data", default_dir=tmp_path)


def test_a_key_that_cannot_be_written_is_told_so(tmp_path):
    (tmp_path / "secret.key").mkdir()

    with pytest.raises(SettingsFault, match="Cannot write to the data folder"):
        load(tmp_path, default_dir=tmp_path)


@pytest.mark.parametrize("key", [b"", b"short\n", b"\xff\xfe" * 40, "ключ".encode() * 20])
def test_a_damaged_key_is_told_so_and_stays_as_it_is(tmp_path, key):
    (tmp_path / "secret.key").write_bytes(key)

    with pytest.raises(SettingsFault, match=r"secret\.key is damaged\. Delete the file"):
        load(tmp_path, default_dir=tmp_path)

    assert (tmp_path / "secret.key").read_bytes() == key


@pytest.mark.parametrize("address", ["quiz.example.org", "ftp://quiz.example.org", "//x"])
def test_a_public_address_without_http_is_refused(tmp_path, address):
    with pytest.raises(SettingsFault, match="must start with http:// or https://"):
        load(tmp_path, default_dir=tmp_path, public_url=address)


def test_hosting_that_is_neither_on_nor_off_is_told_so(tmp_path, monkeypatch):
    monkeypatch.setenv("QUIZ_HOSTING", "no")

    with pytest.raises(SettingsFault, match="must be 'on' or 'off'"):
        load(tmp_path, default_dir=tmp_path)


@pytest.mark.parametrize("said", ["200 MB", "-1", "1.5", "٣", "9" * 8])
def test_room_for_pictures_that_is_no_whole_number_is_told_so(tmp_path, monkeypatch, said):
    monkeypatch.setenv("QUIZ_PICTURE_MB", said)

    with pytest.raises(SettingsFault, match="must be a whole number"):
        load(tmp_path, default_dir=tmp_path)


@pytest.mark.parametrize("said", ["0", "many", "-1"])
def test_an_address_may_bring_one_player_at_least(tmp_path, monkeypatch, said):
    monkeypatch.setenv("QUIZ_JOINS", said)

    with pytest.raises(SettingsFault, match="a whole number from 1 on, as in 2000"):
        load(tmp_path, default_dir=tmp_path)


def test_a_bus_that_speaks_something_else_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("QUIZ_BUS_URL", "http://bus")

    with pytest.raises(SettingsFault, match="must start with redis://"):
        load(tmp_path, default_dir=tmp_path)
