"""Projects: what is done for a customer, by which department and team, at which rate, within which budget."""
