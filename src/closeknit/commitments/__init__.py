"""Asked, answered, promised, kept: who does what by when, and did it happen.

Doors for the rooms above: ``sources.source`` in ``ready()``, ``actions`` to write, ``reads`` and the tag
``{% commitments_of thing %}`` to show.
"""
