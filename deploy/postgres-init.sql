-- Run once by the PostgreSQL container, as its superuser, while its folder is still empty: two roles that own one database each.
-- The passwords come from the environment and are never part of a command line or of this file.
\set ON_ERROR_STOP on
\getenv airflow_password AIRFLOW_DB_PASSWORD
\getenv compoundwatch_password COMPOUNDWATCH_DB_PASSWORD
CREATE ROLE airflow LOGIN PASSWORD :'airflow_password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
CREATE DATABASE airflow OWNER airflow ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE airflow FROM PUBLIC;
CREATE ROLE compoundwatch LOGIN PASSWORD :'compoundwatch_password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
CREATE DATABASE compoundwatch OWNER compoundwatch ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE compoundwatch FROM PUBLIC;
