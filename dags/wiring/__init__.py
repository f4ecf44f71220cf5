"""What the DAG files share: how a task is tried again, how its failure is noted, and what every task has."""
