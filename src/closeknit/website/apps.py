from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "closeknit.website"

    def ready(self) -> None:
        from closeknit.core import live_map, masthead  # noqa: PLC0415 - once the apps are loaded
        from closeknit.places import registry  # noqa: PLC0415 - as above
        from closeknit.website import area_section, manage_entries, maps, policies  # noqa: F401, PLC0415 - as above
        from closeknit.website.my import head  # noqa: PLC0415 - as above

        registry.register_area_section(area_section.groups_of_area)
        registry.register_area_counter(area_section.counts)
        live_map.register_live_map(maps.draw)
        masthead.register_tool("my page", head.draw)
        manage_entries.register()
