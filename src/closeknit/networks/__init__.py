"""Networks of an area or a theme: who belongs, who wants to hear, what matters to them, and what became of it.

Doors for the rooms above: ``actions`` to write, ``reads`` to show, ``policies.may_run(person, network)``.
"""
