from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # the tables are in use while their indexes are made

    dependencies = [
        ('intake', '0008_waiting_and_telling'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='redflag',
            index=models.Index(condition=models.Q(('tell_at__isnull', False)), fields=['tell_at'], name='red_flag_to_tell'),
        ),
        AddIndexConcurrently(
            model_name='redflag',
            index=models.Index(condition=models.Q(('status', 'resolved'), _negated=True), fields=['due_at', 'id'], name='red_flag_unresolved'),
        ),
        AddIndexConcurrently(
            model_name='waitinglistentry',
            index=models.Index(condition=models.Q(('off_at__isnull', True)), fields=['priority', 'preference', 'since', 'id'], name='waiting_turns'),
        ),
        RemoveIndexConcurrently(
            model_name='redflag',
            name='red_flag_due',
        ),
        RemoveIndexConcurrently(
            model_name='waitinglistentry',
            name='waiting_in_turn',
        ),
    ]
