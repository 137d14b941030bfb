"""The addresses of calendars that groups keep elsewhere, part of the calendar's."""

from django.urls import path

from closeknit.calendar.views import feeds, feeds_changing

ONE = "calendars/<uuid:uuid>"

urlpatterns = [
    path("groups/<slug:slug>/calendars/", feeds.feeds_of_group, name="feeds"),
    path(f"{ONE}/", feeds.feed, name="feed"),
    path(f"{ONE}/address/", feeds.address, name="feed-address"),
    path(f"{ONE}/belief/", feeds_changing.belief, name="feed-belief"),
    path(f"{ONE}/ours/", feeds_changing.ours, name="feed-ours"),
    path(f"{ONE}/reading/", feeds_changing.reading, name="feed-reading"),
    path(f"{ONE}/removal/", feeds_changing.removal, name="feed-removal"),
    path(f"{ONE}/leaving/", feeds.leaving, name="feed-leaving"),
    path(f"{ONE}/return/", feeds_changing.coming_back, name="feed-return"),
]
