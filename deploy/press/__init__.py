"""The demonstration press: invented Arabic outlets on loopback, so that Masar runs with no internet."""
