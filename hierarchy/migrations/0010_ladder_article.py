from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hierarchy", "0009_rule_version_grounds"),
    ]

    operations = [
        migrations.AddField(
            model_name="ladder",
            name="article",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
    ]
