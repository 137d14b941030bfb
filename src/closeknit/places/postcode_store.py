"""Writing postcodes in bulk: only what is new or has moved, in one statement for each engine."""

from collections.abc import Sequence

from django.db import connection

from closeknit.places.postcode_file import Row

CHANGED = "(places_postcode.lat, places_postcode.lng) IS DISTINCT FROM (excluded.lat, excluded.lng)"
CHANGED_SQLITE = "places_postcode.lat IS NOT excluded.lat OR places_postcode.lng IS NOT excluded.lng"
INSERT = "INSERT INTO places_postcode (code, lat, lng) "
ON_CONFLICT = " ON CONFLICT (code) DO UPDATE SET lat = excluded.lat, lng = excluded.lng WHERE "

STAGE = """CREATE TEMPORARY TABLE IF NOT EXISTS postcode_stage
    (code varchar(8), lat double precision, lng double precision)"""
COPY = "COPY postcode_stage (code, lat, lng) FROM STDIN"
FROM_STAGE = "SELECT DISTINCT ON (code) code, lat, lng FROM postcode_stage ORDER BY code"

# A full postcode ends with a space and three signs: what stands before is its outcode, and with
# the first of the three its sector. Their middles are the means of their postcodes.
MEANS = """SELECT substr(code, 1, length(code) - {cut}),
    CAST(round(CAST(avg(lat) AS numeric), 6) AS double precision),
    CAST(round(CAST(avg(lng) AS numeric), 6) AS double precision)
    FROM places_postcode WHERE code LIKE '% ___' GROUP BY 1"""
CUT = {"sector": 2, "outcode": 4}


def upsert(rows: Sequence[Row]) -> int:
    """Store these; how many were new or moved. Runs in the caller's transaction."""
    if not rows:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            before = _sqlite_changes()
            values = "VALUES (%s, %s, %s)"
            cursor.executemany(INSERT + values + ON_CONFLICT + CHANGED_SQLITE, rows)
            return _sqlite_changes() - before
        cursor.execute(STAGE)
        cursor.execute("TRUNCATE postcode_stage")
        with cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(INSERT + FROM_STAGE + ON_CONFLICT + CHANGED)
        return int(cursor.rowcount)


def derive_means() -> int:
    """Write the middles of all sectors and outcodes; how many were new or moved."""
    changed_if = CHANGED_SQLITE if connection.vendor == "sqlite" else CHANGED
    written = 0
    with connection.cursor() as cursor:
        for cut in CUT.values():
            cursor.execute(INSERT + MEANS.format(cut=cut) + ON_CONFLICT + changed_if)
            written += cursor.rowcount
    return written


def _sqlite_changes() -> int:
    return int(connection.connection.total_changes)
