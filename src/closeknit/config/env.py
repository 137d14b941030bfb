"""Typed readers of the environment.

Each reader registers the setting it reads, so that help, docs and tests know all of them.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import available_timezones

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True)
class Setting:
    """One thing an administrator may set; `default` is in the words of the environment."""

    name: str
    kind: str
    default: str
    help: str


REGISTER: dict[str, Setting] = {}


def wrong(name: str, advice: str) -> ImproperlyConfigured:
    """The one sentence that stops the start."""
    return ImproperlyConfigured(f"{name} is not right: {advice}.")


def _raw(name: str, kind: str, default: str, help: str) -> str:
    REGISTER[name] = Setting(name, kind, default, help)
    return os.environ.get(name, "").strip() or default


def text(name: str, default: str = "", *, help: str) -> str:
    return _raw(name, "text", default, help)


def words(name: str, default: str = "", *, help: str) -> list[str]:
    """A list, parted by commas."""
    return [word.strip() for word in _raw(name, "list", default, help).split(",") if word.strip()]


def networks(name: str, default: str = "", *, help: str) -> list[str]:
    """A list of addresses or networks such as 127.0.0.1 or 10.0.0.0/8."""
    found = words(name, default, help=help)
    try:
        return [str(ip_network(word, strict=False)) for word in found]
    except ValueError as error:
        raise wrong(name, "set it to addresses such as 127.0.0.1 or 10.0.0.0/8, parted by commas") from error


def zone(name: str, default: str, *, help: str) -> str:
    value = _raw(name, "time zone", default, help)
    if value not in available_timezones():
        raise wrong(name, f"set it to a time zone such as {default}")
    return value


def number(name: str, default: int, *, help: str, least: int = 0) -> int:
    value = _raw(name, "number", str(default), help)
    if not value.isdecimal() or int(value) < least:
        raise wrong(name, f"set it to a whole number of at least {least}, such as {default}")
    return int(value)


def flag(name: str, default: bool = False, *, help: str) -> bool:
    value = _raw(name, "yes or no", "yes" if default else "no", help).lower()
    if value not in YES | NO:
        raise wrong(name, "set it to yes or no")
    return value in YES


def choice(name: str, default: str, options: tuple[str, ...], *, help: str) -> str:
    value = _raw(name, "one of " + ", ".join(options), default, help)
    if value not in options:
        raise wrong(name, f"set it to one of {', '.join(options)}")
    return value


def folder(name: str, default: Path, shown: str, *, help: str) -> Path:
    """A folder, made absolute; `shown` is how the documentation names the default."""
    value = _raw(name, "folder", "", help)
    REGISTER[name] = Setting(name, "folder", shown, help)
    path = Path(value).expanduser().absolute() if value else default
    if path.exists() and not path.is_dir():
        raise wrong(name, f"{path} is a file, set it to a folder")
    return path


def address(name: str, default: str = "", *, help: str) -> str:
    """An http(s) address without a closing slash, or nothing."""
    value = _raw(name, "web address", default, help)
    parts = urlsplit(value)
    if value and not (parts.scheme in {"http", "https"} and parts.hostname and "{" not in parts.netloc):
        raise wrong(name, "set it to an address that begins with https://")
    return value.rstrip("/")


def secret(name: str, *, make: Callable[[], str], shown: str, help: str) -> str:
    """From NAME, else from the file that NAME_FILE names, else made."""
    value = _raw(name, "secret", "", help)
    REGISTER[name] = Setting(name, "secret", shown, help)
    file = _raw(f"{name}_FILE", "file", "", f"A file that holds {name}, so that it need not stand in the environment.")
    if value or not file:
        return value or make()
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise wrong(f"{name}_FILE", f"{file} cannot be read") from error


def database(name: str, default: str, shown: str, *, help: str) -> dict[str, Any]:
    """A database address, as Django's own settings of it."""
    value = _raw(name, "database address", default, help)
    REGISTER[name] = Setting(name, "database address", shown, help)
    parts = urlsplit(value)
    if parts.scheme == "sqlite":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": _sqlite_file(name, parts.path), "OPTIONS": {}}
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgres(name, parts)
    raise wrong(name, "set it to postgres://user:password@host/name or sqlite:////folder/file.sqlite3")


def _sqlite_file(name: str, path: str) -> str:
    if path in {"", "/"}:
        raise wrong(name, "name the file too, such as sqlite:////srv/closeknit/closeknit.sqlite3")
    return str(Path(unquote(path[1:])).absolute())


def _postgres(name: str, parts: Any) -> dict[str, Any]:
    options = dict(parse_qsl(parts.query))
    if options.pop("server_side_binding", "no").lower() in YES:
        raise wrong(name, "leave server_side_binding out, Closeknit does not work with it")
    try:
        port = parts.port
    except ValueError as error:
        raise wrong(name, "the port must be a number") from error
    if not parts.path.strip("/"):
        raise wrong(name, "name the database too, such as postgres://user:password@host/closeknit")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def mail(name: str, default: str, *, help: str) -> dict[str, Any]:
    """A mail address (`console:` or `smtp://`), as Django's own settings of it."""
    value = _raw(name, "mail server", default, help)
    parts = urlsplit(value)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise wrong(name, "set it to smtp://user:password@host:587 or smtps://user:password@host:465, or to console:")
    options: Mapping[str, str] = dict(parse_qsl(parts.query))
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and options.get("tls", "yes").lower() in YES,
        "EMAIL_TIMEOUT": 20,
    }


def kept_key(file: Path, make: Callable[[], str]) -> str:
    """The key in `file`; on the first start it is made there, for its owner's eyes only.

    Written aside and linked into place, so that two first starts agree on one key.
    """
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(make())
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(aside, file)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    return file.read_text(encoding="ascii").strip()


def refuse_unknown(prefix: str) -> None:
    """Stop at a misspelt setting, which would otherwise silently not count."""
    for name in sorted(os.environ):
        if name.startswith(prefix) and name not in REGISTER:
            near = get_close_matches(name, REGISTER, n=1)
            raise wrong(name, f"there is no such setting, {f'write {near[0]}' if near else 'take it away'}")
