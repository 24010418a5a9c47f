"""The firm's own data: address, tax, bank, logo, terms, and the number series of its documents."""
