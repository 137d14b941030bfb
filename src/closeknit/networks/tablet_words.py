"""What the tablet's page says by itself, without the hub: the sentences its scripts need."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    return {
        "kept": _("Kept here at {time}, not yet sent"),
        "sent": _("Sent at {time}, on the board"),
        "others": _("Sent at {time} by {name}"),
        "others_unnamed": _("Sent at {time} from another tablet"),
        "both": _("Another tablet changed it too. Both are on the board"),
        "refused": _("Could not be taken: {why}"),
        "change": _("Change"),
        "no_signal": _("No signal in the hall since {time}"),
        "carry_on": _("Carry on. Everything is kept on this tablet and goes by itself when the signal comes back."),
        "portal": _("The wifi wants something first"),
        "portal_words": _("Everything is kept on this tablet. Open the wifi’s own page and agree to it there."),
        "busy": _("The hub is busy"),
        "busy_words": _("Everything is kept on this tablet, and goes by itself in a moment."),
        "stuck": _("Something was not taken"),
        "stuck_words": _("It stands below, with the reason. Nothing is lost: change it, or tell the organiser."),
        "cannot": _("This tablet cannot keep anything"),
        "cannot_words": _(
            "It is in a private window, or full. While there is a signal you can write here. Have paper ready too."
        ),
        "full": _("This tablet is full. Your words are still in the box: copy them to paper."),
        "private_needs": _("What is only for the organisers is not kept here, and there is no signal. Try again soon."),
        "private_sent": _("Sent to the organisers alone. It is not kept here."),
        "kept_count": _("{count} kept here"),
        "sent_count": _("{count} sent"),
        "minutes_left": _("{count} minutes left"),
        "time_over": _("The time is over"),
        "signed_in": _("Kept: {name} is signed in."),
        "welcome": _("You are signed in. Welcome!"),
        "dots_left": _("You have {count} dots left."),
        "dots_none": _("All your dots are placed. Take one back to place it elsewhere."),
        "dots_later": _("The dots open later this evening. Keep this page."),
        "your_dots": _("{count} of yours"),
        "came": _("{count} in the room"),
        "finish_waiting": _("{count} are not sent yet. Wait for the signal, or they are lost for ever."),
        "sending": _("Sending …"),
        "all_sent": _("All is sent."),
    }
