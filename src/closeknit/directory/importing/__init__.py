"""Groups from a file into the directory, in the order a file travels.

``readers`` opens it, ``columns`` matches its headings, ``parsing`` and ``cleaning`` read a row,
``identity`` says whose row it is, ``placing`` where it is, ``duplicates`` whom it may repeat,
``merging`` what changes, ``storing`` writes, ``pipeline`` does all that chunk by chunk, ``runs`` are
the verbs that others call, ``undoing`` takes a run back.
"""
