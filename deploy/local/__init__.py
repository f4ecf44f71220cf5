"""A local Airflow with everything set: `make airflow`, or `python -m deploy.local`."""
