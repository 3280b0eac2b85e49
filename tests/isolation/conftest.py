import pytest

from hierarchy.models import Hall
from hierarchy.posts import Actor
from tests.api import desk
from tests.api.asking import as_person
from tests.api.conftest import noon

__all__ = ["noon"]
LULONG = "130324000000"


@pytest.fixture
def changli(db: None, noon: None) -> Hall:
    return desk.furnish(desk.CHANGLI)


@pytest.fixture
def number(changli: Hall, lin: Actor) -> str:
    """A case of 昌黎."""
    return desk.register(as_person(lin), applicantName="昌黎的申请人")
