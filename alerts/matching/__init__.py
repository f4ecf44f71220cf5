"""From changes in the store to rows in the ledger: who is to be told of what, and why."""
