"""From spans to mentions: what is a place here, which one, how sure, and why."""
