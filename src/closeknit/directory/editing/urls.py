"""The addresses of editing, below those of the directory."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from closeknit.directory.editing.views import history, links, pages, photos, services, suggestions


class EndingConverter(StringConverter):
    regex = "webp|jpeg"


register_converter(EndingConverter, "picture_ending")

of_a_group = [  # below /groups/<slug>/
    path("edit/", pages.overview, name="edit"),
    path("edit/services/", services.services, name="edit-services"),
    path("edit/services/new/", services.new_service, name="edit-service-new"),
    path("edit/services/<uuid:uuid>/", services.service, name="edit-service"),
    path("edit/services/<uuid:uuid>/running/", services.running, name="edit-service-running"),
    path("edit/photos/", photos.photos, name="edit-photos"),
    path("edit/photos/<uuid:uuid>/", photos.photo_words, name="edit-photo"),
    path("edit/photos/<uuid:uuid>/order/", photos.photo_order, name="edit-photo-order"),
    path("edit/photos/<uuid:uuid>/removal/", photos.photo_removal, name="edit-photo-removal"),
    path("edit/links/", links.links, name="edit-links"),
    path("edit/links/<uuid:uuid>/answer/", links.link_answer, name="edit-link-answer"),
    path("edit/links/<uuid:uuid>/end/", links.link_end, name="edit-link-end"),
    path("edit/<slug:name>/", pages.part, name="edit-part"),
    path("history/", history.history, name="history"),
    path("history/<uuid:uuid>/undo/", history.undo, name="history-undo"),
    path("suggest/", suggestions.suggest, name="suggest"),
    path("suggested/", suggestions.suggested, name="suggested"),
    path("suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggestions/<uuid:uuid>/", suggestions.suggestion, name="suggestion"),
]

of_the_hub = [
    path("photos/<uuid:uuid>-<int:width>.<picture_ending:ending>", photos.photo, name="photo"),
    path("manage/suggestions/", suggestions.to_organise, name="suggestions-to-organise"),
]
