"""What a mapping file says, compiled into functions that turn rows into records."""
