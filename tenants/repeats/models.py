"""幂等键: what an act that carried a key was answered, so that sending it again does nothing again. Hall schema."""

from django.db import models


class KeptAnswer(models.Model):
    """The first answer to a person's key, for a week. Readable with the key itself only, of which a digest is kept."""

    person = models.UUIDField()
    key_digest = models.BinaryField(max_length=32)
    content_digest = models.BinaryField(max_length=32)  # of everything that was asked with the key
    answer = models.BinaryField(default=b"")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key_digest"], name="kept_answer_once")]
        indexes = [models.Index(fields=["at"], name="kept_answer_age")]

    def __str__(self) -> str:
        return f"{self.person} {self.at}"
