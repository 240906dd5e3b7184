"""The economy of the fictional companies: ownership, trade, credit, payments and defaults."""
