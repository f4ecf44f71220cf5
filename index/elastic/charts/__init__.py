"""What only charts read: runs, alert deliveries and reviews, written to the server."""
