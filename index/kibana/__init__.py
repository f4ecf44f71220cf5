"""What analysts open in Kibana: defined in short (definitions.py), written to configs/kibana, loaded over its API."""
