"""PostgreSQL extensions: trigrams for finding names, GiST on plain types for refusing double bookings."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [("patients", "0001_initial"), ("aftercare", "0001_initial")]
    operations = [TrigramExtension(), BtreeGistExtension()]
