"""What the services agree on: topics, messages, codec, addresses, outlets."""
