"""The stages of the main job, each callable on its own: by the command line and by Airflow's tasks alike.

They pass names of runs, never postings. Each can be run again at any time with the same result.
"""
