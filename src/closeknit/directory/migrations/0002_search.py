from django.db import migrations

from closeknit.directory.search.engines import engine

# Texts live out of line and unpacked, so that the short rows of a word's groups lie close together;
# bitmaps are packed already.
OUT_OF_LINE = """
ALTER TABLE directory_searchentry ALTER COLUMN words SET STORAGE EXTERNAL,
  ALTER COLUMN facets SET STORAGE EXTERNAL, ALTER COLUMN card SET STORAGE EXTERNAL;
ALTER TABLE directory_searchentry SET (toast_tuple_target = 128);
ALTER TABLE directory_facetbitmap ALTER COLUMN data SET STORAGE EXTERNAL;
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(OUT_OF_LINE)
    engine(schema_editor.connection.alias).create()


def drop(apps, schema_editor):
    engine(schema_editor.connection.alias).drop()


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
