"""Who may see what of places: almost all of it is for everyone."""

from django.utils.translation import gettext_lazy as _

FIELD_CLASSES = {
    "Hub": {
        "public": (
            "uuid name tagline run_by contact_phone contact_email root_area new_groups data_controller"
            " safeguarding postal_address is_being_set_up opened_at time_zone letter_day letter_hour"
        ),
        "secret": "set_up",
        "internal": "version listed_version",
    },
    "BaseMap": {"public": "shapes"},
    "Area": {
        "public": (
            "uuid parent path kind name slug code valid_from valid_until boundary west south east north lat lng pattern"
            " population changed_at"
        )
    },
    "AreaSuccession": {"public": "uuid old new share_of_old share_of_new"},
    "Postcode": {"public": "code lat lng"},
    "Point": {"public": "uuid lat lng cell precision address postcode areas"},  # of a row that may be seen at all
    "PointArea": {"public": "point area"},
    "AreaImport": {"network": "uuid file_name choices summary created_at applied_at", "internal": "text"},
}
PURPOSES = {
    "Hub": _("To say who runs this hub, and how to reach them."),
}
