"""What all that was found says together: indicators for a lure, what speaks against one, and the risk."""
