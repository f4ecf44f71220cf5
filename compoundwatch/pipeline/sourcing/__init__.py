"""For people who look after sources: how each has gone, what a live run would publish, and which bounds its history suggests."""
