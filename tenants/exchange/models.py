"""What comes in from outside. Hall schema."""

from django.db import models


class QuarantinedRow(models.Model):
    """隔离: a row of a file that could not be read, with line, code and reason: never to the floor."""

    file = models.CharField(max_length=64)  # digest of the file
    file_name = models.CharField(max_length=128)
    line = models.IntegerField()
    code = models.CharField(max_length=32)
    message = models.CharField(max_length=300)
    content = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "line", "code"], name="quarantined_row")]

    def __str__(self) -> str:
        return f"{self.file_name}:{self.line} {self.code}"
