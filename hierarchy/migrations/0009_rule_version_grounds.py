from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hierarchy", "0008_reasons"),
    ]

    operations = [
        migrations.AddField(
            model_name="ruleversion",
            name="article",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="cited",
            field=models.CharField(blank=True, db_default="", default="", max_length=250),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="ruleversion",
            name="is_end",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
