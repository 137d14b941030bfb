import pytest

from closeknit.website.setup import key


@pytest.fixture(autouse=True)
def _folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path):
    assert key.key() == key.key()
    assert len(key.key()) == 19
    assert (tmp_path / "keys" / "setup_key").stat().st_mode & 0o777 == 0o600


def test_it_may_be_typed_as_people_type():
    made = key.key()
    assert all(
        key.is_right(typed) for typed in (made, made.lower(), made.replace("-", " "), f" {made.replace('-', '')} ")
    )
    assert not any(key.is_right(typed) for typed in ("", "-", made[:-1], made + "A", "KEY"))


def test_before_it_is_made_and_after_it_is_used_nothing_fits():
    assert not key.is_right("")
    made = key.key()
    key.forget()
    key.forget()
    assert not key.is_right(made)
    assert not key.is_right("")


def test_an_empty_file_is_opened_by_nothing(settings, tmp_path):
    """The disk was full, or the power went, just when the key was to be written down."""
    settings.DATA_DIR = tmp_path
    file = tmp_path / "keys" / "setup_key"
    file.parent.mkdir()
    file.write_text("")
    assert not any(key.is_right(typed) for typed in ("", "-"))
