"""Items and departments that a file names and the hall does not have yet: made at first use, marked as imported."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

from rulebook.case import ItemRules
from tenants.exchange.profile import Profile
from tenants.items.models import ItemVersion
from tenants.items.publish import Draft, in_force, publish
from tenants.organization.models import Department

LONGEST_CODE = 32
FAR = date.max


@dataclass(slots=True)
class ImportCatalog:
    """What the hall that is entered has, read once; grows with what the file names."""

    profile: Profile
    _versions: dict[str, ItemVersion] = field(default_factory=dict)
    _departments: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_hall(cls, profile: Profile) -> "ImportCatalog":
        return cls(profile, dict(in_force(on=FAR)), {row.name: row.code for row in Department.objects.all()})

    def version(self, code: str, name: str, department: str) -> ItemVersion:
        """The version of the item with this code; the profile's own item where the row names none."""
        rule = self.profile.item
        code, name = (code, name or code) if code else (rule.code, rule.name)
        found = self._versions.get(code)
        if found is None:
            found = self._versions[code] = publish(self._draft(code, name, department))
        return found

    def _draft(self, code: str, name: str, department: str) -> Draft:
        rule = self.profile.item
        return Draft(
            code=code,
            name=name[:128],
            item_code=code,
            item_name=name[:128],
            type_code=rule.type_code,
            department=department,
            rules=ItemRules(case_type=rule.case_type, promised=self.profile.limit),
            from_on=date(1990, 1, 1),
            is_imported=True,
        )

    def department(self, name: str) -> str:
        """Its code. A name that is too long to be a code gets one made from it, the same in every run."""
        code = self._departments.get(name)
        if code is None:
            code = name if len(name) <= LONGEST_CODE else hashlib.sha256(name.encode()).hexdigest()[:LONGEST_CODE]
            Department.objects.get_or_create(code=code, defaults={"name": name[:64]})
            self._departments[name] = code
        return code
