"""Who may see what of people and their roles."""

from django.utils.translation import gettext_lazy as _

FIELD_CLASSES = {
    "Person": {
        "public": "uuid",
        "members": "name",
        "secret": "email phone here_for language is_active has_second_factor joined_at last_login",
        "internal": "password",
    },
    "Grant": {
        "public": "uuid",
        "group": "person role scope_kind scope_id valid_from valid_until granted_by",
        "secret": "reason ended_at ended_by ended_because",
    },
    "Consent": {
        "secret": "person purpose is_given wording_version wording at how recorded_by in_presence_of recorded_at",
        "internal": "uuid",
    },
    "Suspension": {
        "secret": "person reason by at lifted_at lifted_by lifted_because",
        "internal": "uuid",
    },
    "Support": {
        "secret": "person supporter email names_helper invited_at accepted_at ended_at",
        "internal": "uuid",
    },
    "HelpedAct": {
        "secret": "person helper helper_is_named kind thing_id name at undone_at",
        "internal": "uuid",
    },
    "Session": {
        "secret": "person device signed_in_at seen_at",
        "internal": "session_key session_data expire_date is_strong",
    },
    "EmailCode": {
        "secret": "person email purpose made_at expires_at used_at",
        "internal": "uuid code_hash link_hash details tries",
    },
    "Reading": {"secret": "reader records at", "internal": "door"},
    "ReadingAlert": {"secret": "reader records at", "internal": "uuid"},
    "PrintedCode": {
        "secret": "person made_by made_at expires_at used_at",
        "internal": "uuid code_hash",
    },
    "Passkey": {
        "secret": "person name added_at used_at",
        "internal": "uuid credential_id public_key uses",
    },
    "Authenticator": {
        "secret": "person added_at",
        "internal": "uuid sealed_secret last_step",
    },
    "RecoveryCode": {
        "secret": "person made_at used_at",
        "internal": "uuid code_hash",
    },
}
PURPOSES = {
    "Person": _(
        "So that you can sign in, and others know whom they talk to. Where you say or change something for everyone"
        " to see, everyone sees your name beside it."
    ),
    "Grant": _("So that everyone can see who may do what, who said so, and since when."),
    "Consent": _("So that it can be shown what you agreed to, in which words and when."),
    "Suspension": _("So that you and others know why an account was stopped, and for how long."),
    "Support": _("So that somebody you chose may help you, and you can end it."),
    "HelpedAct": _("So that you see what somebody wrote for you, and can take it back."),
    "Session": _("So that you stay signed in, and can see where."),
    "EmailCode": _("So that you can sign in with a letter. Gone a day after its time."),
    "Reading": _("To see when somebody with a role reads very much of others. Gone after a day."),
    "ReadingAlert": _("So that somebody asks why so much was read."),
    "PrintedCode": _("So that you can sign in with a sheet of paper, and see who printed one for you."),
    "Passkey": _("So that you can sign in with your own device."),
    "Authenticator": _("So that nobody signs in as you with a code or a password alone."),
    "RecoveryCode": _("So that you can sign in when your phone is lost."),
}
TITLES = {
    "Grant": _("Roles"),
    "Consent": _("What people agreed to"),
    "Suspension": _("Accounts that were stopped"),
    "Session": _("Where people are signed in"),
    "Support": _("Who helps whom"),
    "HelpedAct": _("What was done with help"),
    "EmailCode": _("Codes for signing in"),
    "Reading": _("How much people with a role read of others"),
    "ReadingAlert": _("Alerts about very much reading"),
    "PrintedCode": _("Codes printed for people without e-mail"),
    "Passkey": _("Passkeys"),
    "Authenticator": _("Apps that show numbers for signing in"),
    "RecoveryCode": _("Codes on paper for signing in"),
}
WORDS = {
    "Consent.how": _("how you said so"),
    "Consent.is_given": _("you said yes"),
    "Consent.purpose": _("what for"),
    "EmailCode.purpose": _("what for"),
    "HelpedAct.helper_is_named": _("others read who helped"),
    "HelpedAct.name": _("what it is called"),
    "Person.has_second_factor": _("a second step when you sign in"),
    "Person.here_for": _("what brought you here"),
    "Person.is_active": _("your account works"),
    "Person.last_login": _("signed in last"),
    "Session.seen_at": _("last used"),
    "Support.names_helper": _("others read who helps"),
    "accepted_at": _("said yes on"),
    "ended_because": _("why it ended"),
    "ended_by": _("ended by"),
    "granted_by": _("given by"),
    "in_presence_of": _("who was there"),
    "joined_at": _("here since"),
    "lifted_at": _("works again since"),
    "lifted_because": _("why it works again"),
    "lifted_by": _("let in again by"),
    "made_by": _("made by"),
    "reason": _("why"),
    "recorded_at": _("written down on"),
    "recorded_by": _("written down by"),
    "records": _("how many"),
    "scope_id": _("which one"),
    "scope_kind": _("over what"),
    "signed_in_at": _("signed in on"),
    "supporter": _("who helps"),
    "thing_id": _("which one"),
    "undone_at": _("taken back on"),
    "valid_from": _("from"),
    "valid_until": _("until"),
    "wording": _("the words you said yes to"),
    "wording_version": _("which version of the words"),
}
