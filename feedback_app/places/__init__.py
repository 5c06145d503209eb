"""Where things happen: service areas, localities, teams and agencies."""
