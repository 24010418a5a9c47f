"""The demonstration company: Muster & Partner IT-Beratung GmbH in Koblenz. Believable, and nobody real."""
