"""One module a measurement: `add_arguments(parser)` and `run(args) -> dict`, called by `mingjing bench NAME`.

`run` returns `{"sizes": {...}, "product": {...}, "baselines": {...}, "ratios": {...}}`.
"""
