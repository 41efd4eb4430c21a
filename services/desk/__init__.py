"""The reading room: what people see of the index in a browser. It reads Elasticsearch and writes nowhere."""
