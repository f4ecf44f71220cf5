"""Running an installation: a local Airflow, and what containers are made of."""
