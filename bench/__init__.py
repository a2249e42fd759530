"""How fast, how large: measured beside peers in one run. `make bench` prints the table."""
