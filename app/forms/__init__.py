"""One form, two doors: fields that read what people write and take what JSON says."""
