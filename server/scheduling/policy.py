"""The scheduler's free choices, in one place. Equal to static/src/scheduling/policy.js."""

DEFAULT_DESIRED_RETENTION = 0.85
"""List retrievability below which a key list falls due; averages about 0.90 over all days."""

SHOWN_SHARE_OF_LOSS = 0.25
"""The part of a list's probability of failing that the items shown, not asked, may carry."""

MAX_INTERVAL_DAYS = 36_500
"""No list waits longer than this after its last review."""
