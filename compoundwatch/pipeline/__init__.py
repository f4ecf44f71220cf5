"""What the command line and the DAGs both call: the stages put together."""
