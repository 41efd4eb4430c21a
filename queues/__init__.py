"""Looks at the topics of Kafka, and dead letters sent again: what the `masar` command and the control room both do."""
