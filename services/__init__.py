"""The services, each a process of its own, linked only through Kafka."""
