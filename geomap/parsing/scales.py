"""Numbers that the scoring kernel, whose own are C's, shares with the rest."""

CONTINENT, COUNTRY, OTHER = 0, 1, 2  # ranks of a candidate
NEAR_KM = 150.0  # nearness falls to a third within
