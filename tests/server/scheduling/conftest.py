from hypothesis import HealthCheck, settings

# A busy machine is no failure: the number of examples is fixed, their time is not judged.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
