"""What the fictional companies do: ownership, trade, credit, payments, defaults."""
