from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "closeknit.journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.core import mail, manage_menu, masthead, thing_tools  # noqa: PLC0415 - once the apps are loaded
        from closeknit.journal import bell, follow_button, helping, outbox, people, reads  # noqa: PLC0415 - as above

        mail.register_postman(outbox.post_letter)
        people.register()
        helping.register()
        masthead.register_tool("bell", bell.draw)
        thing_tools.register_thing_tool("follow", follow_button.draw)
        manage_menu.entry(
            _("Mail that did not get through"), "journal:mail", "journal.look_after_mail", count=reads.stuck_letters
        )
