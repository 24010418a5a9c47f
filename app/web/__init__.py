"""Between HTTP and the domains: the guard, forms, lists, pages, JSON, errors and exports."""
