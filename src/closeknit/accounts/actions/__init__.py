"""The verbs of people, the ways in, and roles."""

from closeknit.accounts.actions.joining import ask_to_join, consent, join, join_with_printed_code
from closeknit.accounts.actions.people import (
    change_email,
    change_name,
    enter_person,
    forget_second_step,
    lift_suspension,
    offer_email,
    set_password,
    suspend,
)
from closeknit.accounts.actions.roles import (
    A_YEAR,
    end_grant,
    give_role,
    grant,
    is_last_hub_admin,
    make_hub_admin,
    what_is_left_alone,
)
from closeknit.accounts.actions.signing_in import ask_for_code, ask_to_change_email, recognise
from closeknit.accounts.actions.support import accept_support, end_support, invite_supporter, name_helper

__all__ = [
    "A_YEAR",
    "accept_support",
    "ask_for_code",
    "ask_to_change_email",
    "ask_to_join",
    "change_email",
    "change_name",
    "consent",
    "end_grant",
    "end_support",
    "enter_person",
    "forget_second_step",
    "give_role",
    "grant",
    "invite_supporter",
    "is_last_hub_admin",
    "join",
    "join_with_printed_code",
    "lift_suspension",
    "make_hub_admin",
    "name_helper",
    "offer_email",
    "recognise",
    "set_password",
    "suspend",
    "what_is_left_alone",
]
