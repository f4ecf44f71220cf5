"""Who is told of what: saved searches from configs/alerts/ and from people's own subscriptions, as one."""
