"""Airflow's DAGs: they start the stages of compoundwatch/pipeline/ and do nothing else."""
