"""The running number of records: a sequence, so that two registrations never get one number."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("patients", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE patient_number START 20001", "DROP SEQUENCE patient_number"),
    ]
