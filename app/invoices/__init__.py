"""Documents (invoices and their cancellations), their numbers, papers and payments: one consistency."""
