"""Parts of several answers: parties as they were known, persons that have holders, and holdings that do not count."""
