"""How long each way to schedule lists makes virtual learners study; see docs/scheduling.md."""
