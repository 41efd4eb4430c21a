"""How the crawler keeps its promises under load: pace, exactness, latency, speed, memory, traffic."""
