"""Who wants no letters by the list. Kept as keyed hashes: the wish outlives the account and every import."""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from closeknit.accounts.models import as_stored
from closeknit.journal.models import StoppedAddress


def mark_of(address: str) -> str:
    """The keyed hash by which an address is known here."""
    return salted_hmac("closeknit.journal.stopping", as_stored(address), algorithm="sha256").hexdigest()


def stop(mark: str) -> None:
    """No more letters by the list to this address; safe to repeat."""
    StoppedAddress.objects.get_or_create(mark=mark)


def resume(address: str) -> None:
    """Letters by the list again, asked for by the owner of the address."""
    StoppedAddress.objects.filter(mark=mark_of(address)).delete()


def is_stopped(address: str) -> bool:
    return StoppedAddress.objects.filter(mark=mark_of(address)).exists()


def stopped_among(addresses: Iterable[str]) -> frozenset[str]:
    """Those of these addresses that want no letters by the list. One query, none without addresses."""
    marks = {mark_of(address): address for address in addresses}
    if not marks:
        return frozenset()
    found = StoppedAddress.objects.filter(mark__in=marks).values_list("mark", flat=True)
    return frozenset(marks[mark] for mark in found)
