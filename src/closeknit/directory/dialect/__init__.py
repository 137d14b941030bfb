"""The one form in which groups travel in and out: the columns' names, and what a cell of each holds.

``fields`` names the columns, ``timetable`` writes schedules as words, ``records`` is the shape of a
group between a file and the tables, ``flat`` turns it into cells and ``cleaning`` reads cells.
"""
