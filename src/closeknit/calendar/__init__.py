"""What is on: series by a rule, each of their dates, and what became of it.

Doors for the rooms above: ``hosts.host`` in ``ready()``, ``actions`` to write, ``reads.happenings`` to show.
"""
