"""Real Kafka and Elasticsearch without containers, as child processes of whoever starts them."""
