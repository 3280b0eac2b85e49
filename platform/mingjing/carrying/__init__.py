"""携带: one hall as a package that is readable without Mingjing, and back into a server (`mingjing halls export`).

`contents` says what belongs to a hall, `writing` makes the package, `restoring` takes one in.
"""
