from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hierarchy", "0010_ladder_article"),
    ]

    operations = [
        migrations.AddField(
            model_name="classname",
            name="article",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="classname",
            name="cited",
            field=models.CharField(blank=True, db_default="", default="", max_length=250),
        ),
        migrations.AddField(
            model_name="refusalreason",
            name="article",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="refusalreason",
            name="cited",
            field=models.CharField(blank=True, db_default="", default="", max_length=250),
        ),
    ]
