"""The addresses of the commitments room."""

from django.urls import path

from closeknit.commitments.views import asking, guests, lists, own, promising, stepping

app_name = "commitments"

urlpatterns = [
    path("promises/", lists.promises, name="promises"),
    path("promises/new/", promising.new, name="promise-new"),
    path("promises/taking-over/<str:token>/", promising.take_over, name="take-over"),
    path("promises/<uuid:uuid>/", promising.promise, name="promise"),
    path("promises/<uuid:uuid>/step/<str:move>/", stepping.of_promise, name="promise-step"),
    path("asks/", lists.asks, name="asks"),
    path("asks/new/", asking.new, name="ask-new"),
    path("asks/sent/", asking.sent, name="ask-sent"),
    path("asks/letter/<str:token>/", guests.guest_ask, name="guest-ask"),
    path("asks/<uuid:uuid>/", asking.ask, name="ask"),
    path("asks/<uuid:uuid>/step/<str:move>/", stepping.of_ask, name="ask-step"),
    path("my/promises/", own.mine, name="mine"),
    path("manage/promises/", own.council, name="council"),
]
