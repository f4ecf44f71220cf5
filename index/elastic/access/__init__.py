"""Reaching the server: clients, faults in one line, roles and keys."""
