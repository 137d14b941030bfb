"""Something of each kind that accounts keep, for tests that ask every address."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from closeknit.accounts import actions, codes
from closeknit.accounts.models import HelpedAct, Passkey, Support
from tests.support import factories as make


def account_things(writer: Any, holder: Any) -> dict[str, str]:
    """Names for addresses. ``writer`` wrote a person down; ``holder`` has a role. The rest is a bystander's."""
    owner = make.make_person("Bystander")
    flow, _code, _token = codes.issue("sign_in", owner.email, owner)
    change, _code, _token = codes.issue("change_email", "new@loomwick.example", owner)
    _row, _code, token = codes.issue("sign_in", "linked@loomwick.example", make.make_person("Linked"))
    linked = codes.with_link(token)
    linked.person.email = linked.email
    linked.person.save(update_fields=["email"])
    written = actions.enter_person(
        name="Wren",
        phone="",
        agreed_how="phone",
        agreed_at=timezone.now() - timedelta(1),
        in_presence_of="Noor",
        by=writer,
    )
    act = HelpedAct.objects.create(
        person=owner, helper=linked.person, kind="conversation.comment", thing_id=0, name="Heddle Hill Singers"
    )
    return {
        "helped_act": str(act.uuid),
        "sign_in_code": str(flow.uuid),
        "email_change": str(change.uuid),
        "mail_link": token,
        "passkey": str(Passkey.objects.create(person=owner, name="phone", credential_id="a", public_key=b"a").uuid),
        "helping": str(Support.objects.create(person=owner, email="helper@loomwick.example").uuid),
        "person": str(written.uuid),
        "grant": str(holder.grants.get().uuid),
    }


NOTHING = ("sign_in_code", "email_change", "passkey", "helping", "person", "grant", "helped_act")  # each a uuid
