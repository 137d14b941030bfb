from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "closeknit.demo"
