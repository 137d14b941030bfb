"""What the journal tells a person it holds of them, and what stays when they go."""

from django.utils import timezone

from closeknit.core.mail import Letter, post
from closeknit.journal import personal_data, stopping
from closeknit.journal.following import follow
from closeknit.journal.models import Entry, Follow, Notice, OutgoingLetter, Reminder
from closeknit.journal.recording import record
from closeknit.journal.reminding import remind
from tests.journal.world import ANSWERED, CHANGED
from tests.support import factories as make
from tests.support.post import delivered


def live_a_little(person, group):
    follow(person, group)
    record(CHANGED, about=group, by=person)
    record(ANSWERED, about=group, to=[person])
    remind(person=person, verb=ANSWERED, about=group, due_at=timezone.now(), once=f"x {person.pk}")
    post(Letter(to=person.email, subject="s", template="journal/mail/words.txt", once=f"y {person.pk}"))
    stopping.stop(stopping.mark_of(person.email))


def test_it_tells_all_and_nothing_of_others(ada, singers):
    sam = make.make_person("Sam")
    for person in (ada, sam):
        live_a_little(person, singers)
    sections = [section for section in personal_data.export(ada) if section.rows]
    assert len(sections) == 5
    assert ada.email in str(sections)
    assert sam.email not in str(sections)


def test_it_lets_go_of_all_but_the_wish_for_no_letters(ada, singers):
    sam = make.make_person("Sam")
    for person in (ada, sam):
        live_a_little(person, singers)
    personal_data.erase(ada, timezone.now())
    personal_data.erase(ada, timezone.now())
    for model in (Follow, Notice, Reminder):
        assert set(model.objects.values_list("person", flat=True)) == {sam.pk}
    assert set(Entry.objects.filter(verb=CHANGED).values_list("actor", "guest")) == {
        (None, "someone who left"),
        (sam.pk, ""),
    }
    assert list(OutgoingLetter.objects.values_list("to", flat=True)) == [sam.email]
    assert stopping.is_stopped(ada.email)
    assert [letter.to for letter in delivered()] == [[sam.email]]
