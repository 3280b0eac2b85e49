from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdminAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=24)),
                ("person", models.UUIDField(null=True)),
                ("person_name", models.CharField(max_length=64)),
                ("post", models.BigIntegerField(null=True)),
                ("role", models.CharField(blank=True, max_length=16)),
                ("from_hall", models.CharField(blank=True, max_length=12)),
                ("subject", models.CharField(max_length=96)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
